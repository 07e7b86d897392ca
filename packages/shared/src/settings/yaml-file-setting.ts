import { z } from 'zod';
import { type FileMistake, formatFileMistake, MAX_YAML_BYTES } from '../documents/index.js';
import { errorCode } from '../error-code.js';
import { readFileStart } from './read-file-start.js';

export interface YamlFileSetting<Value> {
  /** What the file is, such as `a platform file`. */
  readonly noun: string;
  /** Reads YAML; `file` is the name that mistakes show. */
  readonly parse: (
    source: string,
    file: string,
  ) => { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly mistakes: readonly FileMistake[] };
  /** The command that lists all mistakes, if there is one. */
  readonly check?: string;
}

/** Creates a setting that is the path of a YAML file; its value is what the file says. */
export const yamlFileSetting = <Value>({ noun, parse, check }: YamlFileSetting<Value>) =>
  z.string().transform((file, context): Value => {
    const refuse = (message: string) => {
      context.addIssue({ code: 'custom', message });
      return z.NEVER;
    };
    let source: string;
    try {
      source = readFileStart(file, MAX_YAML_BYTES + 1);
    } catch (error) {
      return refuse(`should be ${noun} that can be read (${errorCode(error) ?? 'unreadable'})`);
    }
    const parsed = parse(source, file);
    if (parsed.ok) return parsed.value;
    const [first] = parsed.mistakes;
    const others = parsed.mistakes.length - 1;
    const list = check === undefined ? '' : `: '${check}' lists them`;
    const more = others > 0 ? `, and ${others} more${list}` : '';
    return refuse(`has a mistake: ${first === undefined ? file : formatFileMistake(first)}${more}`);
  });
