import { type BackoffPolicy, backoffMs } from '@cueline/shared';
import type { QueueHold } from './hold.js';

/** This many requests in a row without a proper answer hold the queue. */
const FAILURES_IN_A_ROW = 10;
const OPEN: BackoffPolicy = { firstMs: 5000, maxMs: 60_000, jitter: 0.2 };

/** Holds the queue while CXone does not answer properly. Each process counts only its own failures. */
export function createCircuit({ hold, random }: { hold: Pick<QueueHold, 'holdQueue'>; random: () => number }) {
  let failures = 0;
  let openings = 0;
  return {
    succeeded(): void {
      failures = 0;
      openings = 0;
    },
    async failed(): Promise<void> {
      failures += 1;
      if (failures < FAILURES_IN_A_ROW) return;
      const { begun } = await hold.holdQueue('circuit_open', backoffMs(openings, OPEN, random));
      if (begun) openings += 1;
    },
  };
}
export type Circuit = ReturnType<typeof createCircuit>;
