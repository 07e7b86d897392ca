import { writeFileSync } from 'node:fs';
import type { CompiledPack } from '@cueline/rules';
import type { Call } from '@cueline/simulator';
import { backtest } from '../backtest/backtest.js';
import {
  type CallResult,
  compareResults,
  collectStretches,
  type StretchGroup,
  addExamples,
  type RuleDraft,
  answeredOf,
  testExamples,
  type ExampleReport,
} from '@cueline/operate/backtest';
import { comparisonText } from '../backtest/comparison-text.js';
import { createProgress } from '../backtest/progress.js';
import { openRules, requireGood } from '../calls/read-rules.js';
import { readRecorded, type RecordedFlags } from '../calls/read-recorded.js';
import { ExitCode } from '../host/exit-code.js';
import type { Host } from '../host/host.js';
import { askAnalyst } from './ask-analyst.js';
import { confirm } from './ask-key.js';
import { whyNot } from '@cueline/operate/text';
import { readAnswers } from './review-answers.js';

export interface ReviewFlags extends RecordedFlags {
  readonly rules: string;
  /** The day (UTC) on which the calls are taken to begin. */
  readonly date: string;
  /** A file with answers, instead of a terminal. */
  readonly answers?: string;
  /** Whether to write the rule file without asking. */
  readonly write: boolean;
  readonly json: boolean;
}

type ReviewHost = Pick<Host, 'env' | 'stdout' | 'stderr' | 'print'>;

/**
 * Has an analyst say which near misses of recorded calls count, and makes the rules follow; returns the exit code.
 *
 * @throws CommandError
 */
export async function runReview(flags: ReviewFlags, host: ReviewHost): Promise<number> {
  const { print } = host;
  const opened = openRules(flags.rules);
  const rules = requireGood(opened.compile());
  const { calls, isWhole } = await readRecorded(flags, host);
  const good = isWhole ? ExitCode.ok : ExitCode.foundWrong;
  const before = await judgeCalls(calls, rules, flags, host);
  const groups = collectStretches(calls, before);
  if (groups.length === 0) print('nothing came close to a disclosure that was not said');
  const isAsked = flags.answers === undefined && !flags.json && host.stdout.isTTY && process.stdin.isTTY;
  if (groups.length === 0 || (flags.answers === undefined && !isAsked)) {
    if (flags.json) print(JSON.stringify(groups, undefined, 2));
    else if (groups.length > 0) print(groupsText(groups));
    return good;
  }

  const answered =
    flags.answers === undefined ? await askAnalyst(groups) : answeredOf(readAnswers(flags.answers), groups);
  const kept = answered.filter(({ answer }) => answer !== 'skip');
  if (kept.length === 0) {
    print('nothing was answered, so nothing changes');
    return good;
  }
  const draft = addExamples(opened, kept, (texts) => openRules(flags.rules, texts));
  const after = await judgeCalls(calls, draft.rules, flags, host);
  const pairs = after.flatMap((result, index) => before.slice(index, index + 1).map((old) => ({ old, result })));
  const comparison = compareResults(pairs);
  const examples = { before: testExamples(flags.rules, rules, opened.examples()), after: draft.examples };
  if (flags.json)
    print(JSON.stringify({ added: draft.added, comparison, examples, written: flags.write }, undefined, 2));
  else {
    print(addedText(draft));
    print(`${comparisonText(comparison, calls.length)}\n`);
    print(scoreText('before', examples.before, before));
    print(scoreText('now', examples.after, after));
  }
  const files = [...draft.texts.keys()].join(', ');
  const isWritten = flags.write || (isAsked && (await confirm(`\nWrite ${files}?`)));
  if (isWritten) for (const [path, text] of draft.texts) writeFileSync(path, text);
  if (!flags.json) print(isWritten ? `written: ${files}` : 'nothing was written');
  return draft.examples.failing.length > 0 ? ExitCode.foundWrong : good;
}

async function judgeCalls(
  calls: readonly Call[],
  rules: CompiledPack,
  { date }: ReviewFlags,
  { stderr }: ReviewHost,
): Promise<CallResult[]> {
  const input = { calls, rules, oldRules: undefined, startedAtMs: Date.parse(date), nearMisses: true };
  const results: CallResult[] = [];
  for await (const { result } of backtest(input, createProgress(stderr, calls.length))) results.push(result);
  return results;
}

function groupsText(groups: readonly StretchGroup[]): string {
  return groups
    .map(({ id, element, stretches, ...lacking }) =>
      [
        `${id}${element === undefined ? '' : `, ${element}`}: ${whyNot({ ...lacking, by: undefined })}`,
        ...stretches.map(
          ({ words, places }) => `    "${words}"${places.length > 1 ? ` (${places.length} times)` : ''}`,
        ),
      ].join('\n'),
    )
    .join('\n\n');
}

function addedText({ added }: RuleDraft): string {
  const lines = added.flatMap(({ id, element, said, notSaid, phrases }) => [
    `${id}${element === undefined ? '' : `, ${element}`}`,
    ...phrases.map((phrase) => `    + say: "${phrase}"`),
    ...said.map((words) => `    + counts: "${words}"`),
    ...notSaid.map((words) => `    + does not count: "${words}"`),
    ...(said.length > 0 && phrases.length === 0
      ? ['    no phrase takes these words without those that do not count']
      : []),
  ]);
  return `\n${lines.join('\n')}\n`;
}

function scoreText(when: string, { examples, failing }: ExampleReport, results: readonly CallResult[]): string {
  const verdicts = results.flatMap(({ disclosures }) => Object.values(disclosures).map(({ verdict }) => verdict));
  const count = (kind: (typeof verdicts)[number]) => verdicts.filter((verdict) => verdict === kind).length;
  return `${when.padEnd(6)}  ${examples - failing.length} of ${examples} examples right; said ${count('satisfied') + count('late')}, unclear ${count('unclear')}, missed ${count('missed')}`;
}
