import { readFileSync } from 'node:fs';
import { errorCode, parsePlatform, type ParsedPlatform } from '@cueline/shared';
import { CommandError } from '../host/command-error.js';
import { ExitCode } from '../host/exit-code.js';

/**
 * Reads a platform file.
 *
 * @throws CommandError when it cannot be read; its mistakes are in what is returned
 */
export const readPlatform = (file: string): ParsedPlatform => parsePlatform(readText(file, 'platform file'), file);

/** @throws CommandError when it cannot be read */
export function readText(file: string, what: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    const code = errorCode(cause);
    const reason = code === 'ENOENT' ? 'there is no such file' : `it cannot be read (${code ?? 'unreadable'})`;
    throw new CommandError(ExitCode.configuration, `the ${what} ${file}: ${reason}`, { cause });
  }
}
