import { fillCue, type ParsedTemplate, type Template } from './cue-template.js';

/** Compiles what a platform file says in texts with placeholders. Reading the file has found the mistakes in them. */
export function createCompiler<Value extends string>(parse: (text: string) => ParsedTemplate<Value>) {
  type ValueOf = (name: Value) => string;

  function templateOf(text: string): Template<Value> {
    const parsed = parse(text);
    if (!parsed.ok) throw new Error(`${parsed.message}: ${parsed.hint}`);
    return parsed.template;
  }
  /** @param encode what becomes of each value, such as percent-encoding */
  function compileText(text: string, encode?: (value: string) => string): (valueOf: ValueOf) => string {
    const template = templateOf(text);
    return (valueOf) => String(fillCue(template, valueOf, encode));
  }
  /** Compiles JSON whose texts may have placeholders. */
  function compileJson(part: unknown): (valueOf: ValueOf) => unknown {
    if (typeof part === 'string') {
      const template = templateOf(part);
      return (valueOf) => fillCue(template, valueOf);
    }
    if (Array.isArray(part)) {
      const fills = part.map(compileJson);
      return (valueOf) => fills.map((fill) => fill(valueOf));
    }
    if (typeof part !== 'object' || part === null) return () => part;
    const fills = Object.entries(part).map(([name, inner]) => [name, compileJson(inner)] as const);
    return (valueOf) => Object.fromEntries(fills.map(([name, fill]) => [name, fill(valueOf)]));
  }
  return { templateOf, compileText, compileJson };
}
