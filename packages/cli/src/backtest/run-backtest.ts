import type { Call } from '@cueline/simulator';
import { CommandError } from '../host/command-error.js';
import type { Host } from '../host/host.js';
import { ExitCode } from '../host/exit-code.js';
import { printLines } from '../host/print-lines.js';
import { printable } from '../host/printable.js';
import { requireRules } from '../calls/read-rules.js';
import { readRecorded, type RecordedFlags } from '../calls/read-recorded.js';
import { backtest } from './backtest.js';
import { type CallResult, compareResults, type Pair } from '@cueline/operate/backtest';
import { lossesOf } from './losses.js';
import { comparisonText, lossesText } from './comparison-text.js';
import { detectionsOf } from './detections.js';
import { labelNotes, labelsOfRules, ruleIdsOf } from './label-notes.js';
import { labelsFor, readLabels, readOccurrences, type Labels, type Occurrences } from './labels.js';
import { createProgress, noProgress } from './progress.js';
import { score } from './score.js';
import { scoreJson, scoreTable } from './score-table.js';
import { summaryTable } from './summary-table.js';

export interface BacktestFlags extends RecordedFlags {
  readonly rules: string;
  /** The day (UTC) on which the calls are taken to begin. */
  readonly date: string;
  readonly labels?: string;
  readonly occurrences?: string;
  readonly prefix?: string;
  readonly compare?: string;
  readonly mustKeep?: string;
  /** Whether to tell what was nearly said; only with `json`. */
  readonly nearMisses: boolean;
  readonly json: boolean;
}

/**
 * Runs rules on recorded calls and prints what they make of them; returns the exit code.
 *
 * @throws CommandError
 */
export async function runBacktest(flags: BacktestFlags, host: Host): Promise<number> {
  const { stdout, stderr } = host;
  const { json } = flags;
  requireCompanions(flags);
  const rules = requireRules(flags.rules);
  const oldRules = flags.compare === undefined ? undefined : requireRules(flags.compare);
  const { calls, isWhole } = await readRecorded(flags, host);
  const truth = await readTruth(
    flags,
    calls,
    [rules, oldRules].flatMap((one) => (one ? ruleIdsOf(one.pack) : [])),
    (note) => stderr.write(`${printable(note)}\n`),
  );
  const results: CallResult[] = [];
  const pairs: Pair[] = [];
  // What must be kept is not known to be kept until all calls were run.
  let isKept = flags.mustKeep === undefined;
  // On the same terminal it would stand in the way of the lines.
  const progress = json && stdout.isTTY ? noProgress : createProgress(stderr, calls.length);

  async function* lines() {
    const input = { calls, rules, oldRules, startedAtMs: Date.parse(flags.date), nearMisses: flags.nearMisses };
    for await (const { result, old } of backtest(input, progress)) {
      results.push(result);
      if (old !== undefined) pairs.push({ result, old });
      if (json) yield JSON.stringify(result);
    }
    if (!json) yield summaryTable(results, rules.pack);
    if (truth.labels !== undefined) {
      const detections = new Map(results.map((result) => [result.interactionId, detectionsOf(result)]));
      const scored = score({ detections, labels: truth.labels, occurrences: truth.occurrences });
      yield json ? JSON.stringify({ score: scoreJson(scored) }) : `\n${scoreTable(scored)}`;
    }
    if (oldRules !== undefined) {
      const comparison = compareResults(pairs);
      yield json ? JSON.stringify({ comparison }) : `\n${comparisonText(comparison, calls.length)}`;
    }
    if (truth.mustKeep !== undefined) {
      const kept = { labels: truth.mustKeep, occurrences: truth.occurrences };
      const losses = pairs.flatMap((pair) => lossesOf(pair, kept));
      isKept = losses.length === 0;
      yield json ? JSON.stringify({ lost: losses }) : `\n${lossesText(losses)}`;
    }
  }
  await printLines(lines(), stdout);
  return isKept && isWhole ? ExitCode.ok : ExitCode.foundWrong;
}

/**
 * Refuses flags that would have no effect.
 *
 * @throws CommandError
 */
function requireCompanions(flags: BacktestFlags): void {
  const { labels, mustKeep, occurrences, prefix, compare, nearMisses, json } = flags;
  const refuse = (flag: string, companion: string) => {
    throw new CommandError(ExitCode.usage, `error: ${flag} goes with ${companion} only`);
  };
  if (nearMisses && !json) refuse('--near-misses', '--json');
  if (mustKeep !== undefined && compare === undefined) refuse('--must-keep', '--compare');
  if (prefix !== undefined && labels === undefined) refuse('--prefix', '--labels');
  if (occurrences !== undefined && (labels ?? mustKeep) === undefined)
    refuse('--occurrences', '--labels or --must-keep');
}

/** What people say was said. */
interface Truth {
  readonly labels: Labels | undefined;
  readonly mustKeep: Labels | undefined;
  readonly occurrences: Occurrences;
}

async function readTruth(
  flags: BacktestFlags,
  calls: readonly Call[],
  rules: readonly string[],
  say: (note: string) => void,
): Promise<Truth> {
  const { labels: labelsFile, mustKeep, occurrences, prefix } = flags;
  const ids = calls.map(({ interactionId }) => interactionId);
  const labels = labelsFile === undefined ? undefined : await readLabels(labelsFile);
  const kept = mustKeep === undefined ? undefined : await readMustKeep(mustKeep, ids);
  for (const [file, given] of [
    [labelsFile, labels],
    [mustKeep, kept],
  ] as const) {
    for (const note of labelNotes(given ?? {}, rules, ids)) say(`${file}: ${note}`);
  }
  return {
    labels: labels && labelsFor(labelsOfRules(labels, rules), ids, prefix),
    mustKeep: kept,
    occurrences: occurrences === undefined ? {} : await readOccurrences(occurrences),
  };
}

/** Labels that are of none of the calls are refused: nothing of them could be lost. */
async function readMustKeep(file: string, ids: readonly string[]): Promise<Labels> {
  const labels = await readLabels(file);
  if (ids.some((id) => Object.hasOwn(labels, id))) return labels;
  throw new CommandError(ExitCode.usage, `${file}: it labels none of the calls that are recorded`);
}
