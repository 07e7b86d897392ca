import {
  type CompiledPack,
  compilePack,
  findExamples,
  findRules,
  findRuleWarnings,
  type PlacedExample,
  type PlacedRule,
  parseRuleFile,
  type RuleError,
  type RuleFileContext,
} from '@cueline/rules';

/** Compiled rules, or all mistakes with their places. */
export type ReadRules = { ok: true; rules: CompiledPack } | { ok: false; errors: readonly RuleError[] };

/**
 * What may be asked of a rule file. Each text that it is made of is asked for once, by whoever gives `readFile`.
 *
 * @param source the text of the file itself
 * @param fail makes what is thrown if rules that have to be good have mistakes
 */
export function openSource(source: string, where: RuleFileContext, fail: (errors: readonly RuleError[]) => Error) {
  const compile = (): ReadRules => {
    const parsed = parseRuleFile(source, where);
    return parsed.ok ? { ok: true, rules: compilePack(parsed.pack) } : parsed;
  };
  return {
    file: where.file,
    compile,
    /** The compiled rules; throws if they have mistakes. */
    require(): CompiledPack {
      const read = compile();
      if (read.ok) return read.rules;
      throw fail(read.errors);
    },
    /** Its warnings, if it has no mistakes. */
    warnings: (): RuleError[] => findRuleWarnings(source, where),
    /** The places of its examples, if it has no mistakes. */
    examples: (): PlacedExample[] => findExamples(source, where),
    /** Where its rules stand, where it has no mistakes. */
    placedRules: (): PlacedRule[] => findRules(source, where),
    /** The text of a file that was read. */
    textOf: (path: string): string => where.readFile(path),
  };
}
export type OpenedRules = ReturnType<typeof openSource>;
