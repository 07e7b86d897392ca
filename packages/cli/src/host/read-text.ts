import { readFileSync } from 'node:fs';
import { errorCode } from '@cueline/shared';
import { CommandError } from './command-error.js';
import { ExitCode } from './exit-code.js';

/**
 * Reads a file.
 *
 * @param what it is, such as `platform file`
 * @throws CommandError when it cannot be read
 */
export function readText(file: string, what: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    const code = errorCode(cause);
    const reason = code === 'ENOENT' ? 'there is no such file' : `it cannot be read (${code ?? 'unreadable'})`;
    throw new CommandError(ExitCode.configuration, `the ${what} ${file}: ${reason}`, { cause });
  }
}
