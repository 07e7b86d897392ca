import { realpathSync } from 'node:fs';
import {
  compilePack,
  findExamples,
  findRuleWarnings,
  formatRuleError,
  MAX_RULE_FILE_BYTES,
  parseRuleFile,
} from '@cueline/rules';
import type { CompiledPack, PlacedExample, RuleError, RuleFileContext } from '@cueline/rules';
import { errorCode, readFileStart } from '@cueline/shared';
import { CommandError } from './command-error.js';
import { ExitCode } from './exit-code.js';

/** Compiled rules, or all mistakes with their places. */
export type ReadRules = { ok: true; rules: CompiledPack } | { ok: false; errors: readonly RuleError[] };

/**
 * Reads and compiles a rule file with all it includes.
 *
 * @throws CommandError when the file itself cannot be read
 */
export function readRules(file: string): ReadRules {
  const parsed = parseRuleFile(readText(file), contextOf(file));
  return parsed.ok ? { ok: true, rules: compilePack(parsed.pack) } : parsed;
}

/**
 * The same, for commands that need a file without mistakes.
 *
 * @throws CommandError that lists them
 */
export function requireRules(file: string): CompiledPack {
  const read = readRules(file);
  if (read.ok) return read.rules;
  throw new CommandError(ExitCode.configuration, read.errors.map(formatRuleError).join('\n'));
}

/**
 * What is odd in a rule file that has no mistakes.
 *
 * @throws CommandError when it cannot be read
 */
export const readRuleWarnings = (file: string): RuleError[] => findRuleWarnings(readText(file), contextOf(file));

/**
 * Where the examples of a rule file without mistakes stand.
 *
 * @throws CommandError when it cannot be read
 */
export const readExamples = (file: string): PlacedExample[] => findExamples(readText(file), contextOf(file));

/** A longer one is refused. */
const readWhole = (path: string) => readFileStart(path, MAX_RULE_FILE_BYTES + 1);

const contextOf = (file: string): RuleFileContext => ({ file, readFile: readWhole, realPath: realpathSync });

function readText(file: string): string {
  try {
    return readWhole(file);
  } catch (cause) {
    const code = errorCode(cause) ?? 'unreadable';
    throw new CommandError(ExitCode.configuration, `the rule file cannot be read (${code}): ${file}`, { cause });
  }
}
