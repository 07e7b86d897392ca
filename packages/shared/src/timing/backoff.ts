/** How long to wait before a retry. */
export interface BackoffPolicy {
  /** Longest wait before the first retry. It doubles with each further retry, up to `maxMs`. */
  readonly firstMs: number;
  readonly maxMs: number;
  /** Random share of the wait: 0 is none, 1 is all of it (full jitter). */
  readonly jitter: number;
}

/**
 * The wait before a retry, in ms.
 *
 * @param retry 0 for the first retry
 * @param random returns a number from 0 to below 1
 */
export function backoffMs(retry: number, { firstMs, maxMs, jitter }: BackoffPolicy, random: () => number): number {
  const most = Math.min(maxMs, firstMs * 2 ** retry);
  return most * (1 - jitter * random());
}
