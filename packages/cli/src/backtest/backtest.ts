import { setImmediate } from 'node:timers/promises';
import type { CompiledPack } from '@cueline/rules';
import type { Call } from '@cueline/simulator';
import { backtestCall, type BacktestCallOptions, type CallResult } from '@cueline/operate/backtest';
import type { Progress } from './progress.js';

export interface BacktestInput extends BacktestCallOptions {
  readonly calls: readonly Call[];
  readonly rules: CompiledPack;
  /** Rules to compare with. */
  readonly oldRules: CompiledPack | undefined;
}

/** What the rules make of a call, and what the old ones made of it. */
export interface Backtested {
  readonly result: CallResult;
  readonly old: CallResult | undefined;
}

/** Runs recorded calls through the decision code, one after the other. */
export async function* backtest(input: BacktestInput, progress: Progress): AsyncGenerator<Backtested> {
  const { calls, rules, oldRules, ...options } = input;
  try {
    for (const call of calls) {
      yield {
        result: backtestCall(call, rules, options),
        old: oldRules && backtestCall(call, oldRules, { ...options, nearMisses: false }),
      };
      progress.step();
      // A call takes up to a second; signals and the progress bar get their turn between two.
      await setImmediate();
    }
  } finally {
    progress.end();
  }
}
