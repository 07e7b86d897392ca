/** How long to wait before a retry. */
export interface BackoffPolicy {
  /** The most to wait before the first retry; it doubles with each. */
  readonly firstMs: number;
  readonly maxMs: number;
  /** The share of the wait that is left to chance: 0 none, 1 all of it (full jitter). */
  readonly jitter: number;
}

/**
 * The wait before a retry, in ms.
 *
 * @param retry 0 for the first
 * @param random gives a number from 0 to below 1
 */
export function backoffMs(retry: number, { firstMs, maxMs, jitter }: BackoffPolicy, random: () => number): number {
  const most = Math.min(maxMs, firstMs * 2 ** retry);
  return most * (1 - jitter * random());
}
