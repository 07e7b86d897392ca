import type { Call } from '@cueline/simulator';
import type { Host } from '../host.js';
import { ExitCode } from '../exit-code.js';
import { printLines } from '../print-lines.js';
import { requireRules } from '../read-rules.js';
import { backtest } from './backtest.js';
import type { CallResult } from './backtest-call.js';
import { detectionsOf } from './detections.js';
import { labelsFor, readLabels, readOccurrences, type Labels, type Occurrences } from './labels.js';
import { createProgress } from './progress.js';
import { readTranscripts } from './read-transcripts.js';
import { score } from './score.js';
import { scoreJson, scoreTable } from './score-table.js';
import { summaryTable } from './summary-table.js';

export interface BacktestFlags {
  readonly rules: string;
  readonly transcripts: string;
  /** The day (UTC) on which the calls are taken to begin. */
  readonly date: string;
  readonly labels?: string;
  readonly occurrences?: string;
  readonly prefix?: string;
  readonly json: boolean;
}

/** Runs rules on recorded calls and prints what they make of them; returns the exit code. @throws CommandError */
export async function runBacktest(flags: BacktestFlags, { stdout, stderr }: Host): Promise<number> {
  const { json } = flags;
  const rules = requireRules(flags.rules);
  const calls = await readTranscripts(flags.transcripts);
  const truth = await readTruth(flags, calls);
  const results: CallResult[] = [];
  const progress = createProgress(stderr, calls.length);
  const input = { calls, rules, oldRules: undefined, startedAtMs: Date.parse(flags.date) };

  async function* lines() {
    for await (const { result } of backtest(input, progress)) {
      results.push(result);
      if (json) yield JSON.stringify(result);
    }
    if (!json) yield summaryTable(results, rules.pack);
    if (truth !== undefined) {
      const detections = new Map(results.map((result) => [result.interactionId, detectionsOf(result)]));
      const scored = score({ detections, ...truth });
      yield json ? JSON.stringify({ score: scoreJson(scored) }) : scoreTable(scored);
    }
  }
  await printLines(lines(), stdout);
  return ExitCode.ok;
}

interface Truth {
  readonly labels: Labels;
  readonly occurrences: Occurrences;
}

async function readTruth(flags: BacktestFlags, calls: readonly Call[]): Promise<Truth | undefined> {
  if (flags.labels === undefined) return undefined;
  const ids = calls.map(({ interactionId }) => interactionId);
  return {
    labels: labelsFor(await readLabels(flags.labels), ids, flags.prefix),
    occurrences: flags.occurrences === undefined ? {} : await readOccurrences(flags.occurrences),
  };
}
