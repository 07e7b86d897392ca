import { copyFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { closest } from '@cueline/rules';
import { errorCode } from '@cueline/shared';
import { openRules, requireGood } from '../calls/read-rules.js';
import { shippedRules } from '../calls/shipped-rules.js';
import { CommandError } from '../host/command-error.js';
import { ExitCode } from '../host/exit-code.js';
import type { Host } from '../host/host.js';
import { askNewRules, confirmNew } from './ask-new.js';
import { checkDraft, draftJson, draftText } from './check-draft.js';
import { draftPack } from './draft-pack.js';
import { EXAMPLE_ANSWERS, type NewRule, readNewRules } from './new-answers.js';

export interface NewFlags {
  /** A file with answers, instead of a terminal. */
  readonly answers?: string;
  readonly json: boolean;
}

type NewHost = Pick<Host, 'stdout' | 'print'>;

/** What stands beside a rule file: words for its phrases, and its schema for editors. */
const COMPANIONS = ['lexicon.yaml', 'schema.json'];
const [LEXICON = ''] = COMPANIONS;

/**
 * Begins a rule file from what an analyst answers; returns the exit code.
 *
 * @throws CommandError
 */
export async function runNew(file: string, flags: NewFlags, { stdout, print }: NewHost): Promise<number> {
  if (existsSync(file)) {
    const hint = "name another, or add to it in an editor or with 'cueline rules review'";
    throw new CommandError(ExitCode.usage, `error: ${file} is there already: ${hint}`);
  }
  if (!existsSync(dirname(file))) throw new CommandError(ExitCode.usage, `error: there is no folder ${dirname(file)}`);
  const isAsked = flags.answers === undefined && !flags.json && stdout.isTTY && process.stdin.isTTY;
  if (flags.answers === undefined && !isAsked) {
    if (!flags.json) throw new CommandError(ExitCode.usage, NO_TERMINAL);
    print(JSON.stringify(EXAMPLE_ANSWERS, undefined, 2));
    return ExitCode.ok;
  }
  const lexicon = readLexicon(file);
  const answers = flags.answers === undefined ? await askNewRules(lexicon.pack) : readNewRules(flags.answers);
  if (answers.length === 0) {
    print('nothing was written');
    return ExitCode.ok;
  }
  requireFamilies(answers, lexicon.pack.expansions);
  const draft = draftPack(answers, lexicon.pack);
  const drafted = checkDraft(file, draft, lexicon.text);
  if (flags.json) print(JSON.stringify(draftJson(file, draft, drafted), undefined, 2));
  else print(draftText(drafted));
  if (isAsked && !(await confirmNew(file))) {
    print('nothing was written');
    return ExitCode.ok;
  }
  const copied = write(file, drafted.text);
  if (!flags.json) print(nextText(file, copied, answers));
  return drafted.examples.failing.length > 0 ? ExitCode.foundWrong : ExitCode.ok;
}

const NO_TERMINAL =
  "error: this is no terminal: give your answers with --answers FILE ('--json' prints what they look like)";

const beside = (file: string, name: string) => join(dirname(file), name);

/** Writes the file, and what it needs beside it, if that is missing; returns the names of what was missing. */
function write(file: string, text: string): string[] {
  const missing = COMPANIONS.filter((name) => !existsSync(beside(file, name)));
  try {
    writeFileSync(file, text, { flag: 'wx' });
    for (const name of missing) copyFileSync(beside(shippedRules, name), beside(file, name));
  } catch (cause) {
    const code = errorCode(cause) ?? 'unwritable';
    throw new CommandError(ExitCode.configuration, `error: ${file} cannot be written (${code})`, { cause });
  }
  return missing;
}

/** A family that the lexicon lacks would be left out without a word. */
function requireFamilies(answers: readonly NewRule[], known: Readonly<Record<string, string>>): void {
  const events = answers.flatMap(({ after, before }) => [after, before]).filter((event) => event !== undefined);
  const unknown = [...answers, ...events]
    .flatMap(({ families }) => families)
    .filter((name) => !Object.hasOwn(known, name));
  if (unknown.length === 0) return;
  const meant = closest(unknown[0] ?? '', Object.keys(known));
  const hint = meant === undefined ? '' : ` (did you mean ${meant}?)`;
  throw new CommandError(ExitCode.usage, `error: ${LEXICON} has no family ${unknown.join(', ')}${hint}`);
}

/** The lexicon beside the file, or the one that ships. */
function readLexicon(file: string) {
  const path = [beside(file, LEXICON), beside(shippedRules, LEXICON)].find((each) => existsSync(each)) ?? '';
  const opened = openRules(path);
  return { text: readFileSync(path, 'utf8'), pack: requireGood(opened.compile()).pack };
}

function nextText(file: string, copied: readonly string[], [first]: readonly NewRule[]): string {
  return [
    `\nwritten: ${[file, ...copied.map((name) => beside(file, name))].join(', ')}`,
    'Try it:',
    `  cueline rules explain "${first?.said[0] ?? ''}" --rules ${file}`,
    `  cueline backtest --rules ${file} --transcripts CALLS`,
    `  cueline rules review --rules ${file} --transcripts CALLS`,
  ].join('\n');
}
