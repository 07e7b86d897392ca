import type { Host } from '../host.js';
import { ExitCode } from '../exit-code.js';
import { printLines } from '../print-lines.js';
import { requireRules } from '../read-rules.js';
import { backtest } from './backtest.js';
import type { CallResult } from './backtest-call.js';
import { createProgress } from './progress.js';
import { readTranscripts } from './read-transcripts.js';
import { summaryTable } from './summary-table.js';

export interface BacktestFlags {
  readonly rules: string;
  readonly transcripts: string;
  /** The day (UTC) on which the calls are taken to begin. */
  readonly date: string;
  readonly json: boolean;
}

/** Runs rules on recorded calls and prints what they make of them; returns the exit code. @throws CommandError */
export async function runBacktest(flags: BacktestFlags, { stdout, stderr, print }: Host): Promise<number> {
  const rules = requireRules(flags.rules);
  const calls = await readTranscripts(flags.transcripts);
  const results: CallResult[] = [];
  const progress = createProgress(stderr, calls.length);
  const input = { calls, rules, oldRules: undefined, startedAtMs: Date.parse(flags.date) };

  async function* lines() {
    for await (const { result } of backtest(input, progress)) {
      results.push(result);
      if (flags.json) yield JSON.stringify(result);
    }
  }
  await printLines(lines(), stdout);
  if (!flags.json) print(summaryTable(results, rules.pack));
  return ExitCode.ok;
}
