import { realpathSync } from 'node:fs';
import { normalize } from 'node:path';
import { type OpenedRules, openSource, type ReadRules } from '@cueline/operate/backtest';
import { formatRuleError, MAX_RULE_FILE_BYTES } from '@cueline/rules';
import type { CompiledPack, RuleError, RuleFileContext } from '@cueline/rules';
import { errorCode, readFileStart } from '@cueline/shared';
import { CommandError } from '../host/command-error.js';
import { ExitCode } from '../host/exit-code.js';

/**
 * Opens a rule file. It and all it includes are read once, whatever is asked of them: a pipe can be read only once.
 *
 * @param changed texts of files that are taken instead of what the files hold, by path
 * @throws CommandError when the file itself cannot be read
 */
export function openRules(file: string, changed: ReadonlyMap<string, string> = new Map()): OpenedRules {
  const texts = new Map(changed);
  const readFile = (path: string) => {
    const key = normalize(path);
    const text = texts.get(key) ?? readFileStart(path, MAX_RULE_FILE_BYTES + 1); // a longer one is refused
    texts.set(key, text);
    return text;
  };
  const where: RuleFileContext = { file, readFile, realPath: realpathSync };
  return openSource(readSource(file, readFile), where, withMistakes);
}

/**
 * The compiled rules, for commands that need a file without mistakes.
 *
 * @throws CommandError that lists them
 */
export function requireGood(read: ReadRules): CompiledPack {
  if (read.ok) return read.rules;
  throw withMistakes(read.errors);
}

const withMistakes = (errors: readonly RuleError[]): CommandError =>
  new CommandError(ExitCode.configuration, errors.map(formatRuleError).join('\n'));

/**
 * Reads and compiles a rule file with all it includes.
 *
 * @throws CommandError when it cannot be read, or lists its mistakes
 */
export const requireRules = (file: string): CompiledPack => openRules(file).require();

function readSource(file: string, readFile: (path: string) => string): string {
  try {
    return readFile(file);
  } catch (cause) {
    const code = errorCode(cause) ?? 'unreadable';
    const reason = REASONS[code] ?? `it cannot be read (${code})`;
    throw new CommandError(ExitCode.configuration, `the rule file ${file}: ${reason}`, { cause });
  }
}

/** Why a file cannot be read, by the system's code for it. */
const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'it is a folder; name the file in it',
  ENOTDIR: 'a part of its path is a file, not a folder',
  EACCES: 'this user may not read it',
};
