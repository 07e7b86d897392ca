/** The rate after a 429: how many requests a window may have, and since when (ms of Redis' clock). */
export interface Throttle {
  readonly max: number;
  readonly atMs: number;
}

/** After a 429 the rate grows by a tenth of the full rate, at least by 1, each time this many windows have passed. */
const WINDOWS_PER_STEP = 5;

/** How many requests a window may have now: the full rate, or what has grown back since the last 429. */
export function throttledMax(
  { max, windowMs }: { max: number; windowMs: number },
  throttle: Throttle | undefined,
  nowMs: number,
): number {
  if (throttle === undefined) return max;
  const steps = Math.floor((nowMs - throttle.atMs) / (WINDOWS_PER_STEP * windowMs));
  const grown = throttle.max + Math.max(0, steps) * Math.max(1, Math.floor(max / 10));
  return Math.min(max, Math.max(1, grown));
}
