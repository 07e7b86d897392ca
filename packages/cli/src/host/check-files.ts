import { type FileMistake, formatFileMistake } from '@cueline/shared/documents';
import { countOf } from './count-of.js';
import { ExitCode } from './exit-code.js';
import type { Host } from './host.js';
import { readText } from './read-text.js';

/** Reads the YAML of a file; `file` is its name, as mistakes show it. */
type Parse = (
  source: string,
  file: string,
) => { readonly ok: true } | { readonly ok: false; readonly mistakes: readonly FileMistake[] };

export interface CheckOptions {
  /** What the files are, such as `platform file`. */
  readonly noun: string;
  readonly parse: Parse;
  readonly json: boolean;
}

/**
 * Prints the mistakes of files; returns the exit code.
 *
 * @throws CommandError when one cannot be read
 */
export function checkFiles(
  files: readonly string[],
  { noun, parse, json }: CheckOptions,
  { print }: Pick<Host, 'print'>,
): number {
  const mistakes = files
    .map((file) => parse(readText(file, noun), file))
    .flatMap((read) => (read.ok ? [] : read.mistakes));
  if (json) print(JSON.stringify(mistakes, undefined, 2));
  else {
    for (const mistake of mistakes) print(formatFileMistake(mistake));
    print(`${countOf(files.length, 'file')} checked: ${countOf(mistakes.length, 'mistake')}`);
  }
  return mistakes.length > 0 ? ExitCode.configuration : ExitCode.ok;
}
