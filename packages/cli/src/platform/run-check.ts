import { formatFileMistake } from '@cueline/shared/documents';
import { countOf } from '../host/count-of.js';
import { ExitCode } from '../host/exit-code.js';
import type { Host } from '../host/host.js';
import { readPlatform } from './read-platform.js';

/**
 * Prints mistakes of platform files; returns the exit code.
 *
 * @throws CommandError
 */
export function runPlatformCheck(
  files: readonly string[],
  { json }: { json: boolean },
  { print }: Pick<Host, 'print'>,
): number {
  const mistakes = files.map(readPlatform).flatMap((read) => (read.ok ? [] : read.mistakes));
  if (json) print(JSON.stringify(mistakes, undefined, 2));
  else {
    for (const mistake of mistakes) print(formatFileMistake(mistake));
    print(`${countOf(files.length, 'file')} checked: ${countOf(mistakes.length, 'mistake')}`);
  }
  return mistakes.length > 0 ? ExitCode.configuration : ExitCode.ok;
}
