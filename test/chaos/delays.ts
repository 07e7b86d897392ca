import type { Distribution } from '../harness/distribution.js';

/** How long things took, in ms. */
export interface Delays {
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
}

/** A distribution in a few numbers. */
export function delaysOf(distribution: Distribution): Delays {
  return { p50: distribution.percentileMs(50), p99: distribution.percentileMs(99), max: distribution.mostMs() };
}
