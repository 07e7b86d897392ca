import { backtest } from '../backtest/backtest.js';
import type { CallNearMiss } from '@cueline/operate/backtest';
import { createProgress } from '../backtest/progress.js';
import { ExitCode } from '../host/exit-code.js';
import type { Host } from '../host/host.js';
import { requireRules } from '../calls/read-rules.js';
import { readRecorded, type RecordedFlags } from '../calls/read-recorded.js';
import { groupMisses } from './group-misses.js';
import { missesText } from './misses-text.js';

export interface MissesFlags extends RecordedFlags {
  readonly rules: string;
  /** The day (UTC) on which the calls are taken to begin. */
  readonly date: string;
  /** How many of each rule are shown. */
  readonly top: number;
  readonly json: boolean;
}

/**
 * Prints the near misses in recorded calls; returns the exit code.
 *
 * @throws CommandError
 */
export async function runMisses(flags: MissesFlags, host: Host): Promise<number> {
  const rules = requireRules(flags.rules);
  const { calls, isWhole } = await readRecorded(flags, host);
  const input = { calls, rules, oldRules: undefined, startedAtMs: Date.parse(flags.date), nearMisses: true };
  const missed: { interactionId: string; nearMisses: readonly CallNearMiss[] }[] = [];
  for await (const { result } of backtest(input, createProgress(host.stderr, calls.length))) {
    missed.push({ interactionId: result.interactionId, nearMisses: result.nearMisses ?? [] });
  }
  const misses = groupMisses(missed);
  host.print(flags.json ? JSON.stringify(misses, undefined, 2) : missesText(misses, flags.top));
  return isWhole ? ExitCode.ok : ExitCode.foundWrong;
}
