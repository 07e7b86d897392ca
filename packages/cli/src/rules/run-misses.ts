import { backtest } from '../backtest/backtest.js';
import type { CallNearMiss } from '../backtest/near-misses.js';
import { createProgress } from '../backtest/progress.js';
import { ExitCode } from '../exit-code.js';
import type { Host } from '../host.js';
import { requireRules } from '../read-rules.js';
import { readTranscripts } from '../read-transcripts.js';
import { groupMisses } from './group-misses.js';
import { missesText } from './misses-text.js';

export interface MissesFlags {
  readonly rules: string;
  readonly transcripts: string;
  /** The day (UTC) on which the calls are taken to begin. */
  readonly date: string;
  /** How many of each rule are shown. */
  readonly top: number;
  readonly json: boolean;
}

/**
 * Tells what was nearly said in recorded calls; returns the exit code.
 *
 * @throws CommandError
 */
export async function runMisses(flags: MissesFlags, { stderr, print }: Host): Promise<number> {
  const rules = requireRules(flags.rules);
  const calls = await readTranscripts(flags.transcripts);
  const input = { calls, rules, oldRules: undefined, startedAtMs: Date.parse(flags.date), nearMisses: true };
  const missed: { interactionId: string; nearMisses: readonly CallNearMiss[] }[] = [];
  for await (const { result } of backtest(input, createProgress(stderr, calls.length))) {
    missed.push({ interactionId: result.interactionId, nearMisses: result.nearMisses ?? [] });
  }
  const misses = groupMisses(missed);
  print(flags.json ? JSON.stringify(misses, undefined, 2) : missesText(misses, flags.top));
  return ExitCode.ok;
}
