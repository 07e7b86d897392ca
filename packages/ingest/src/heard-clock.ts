/** Gives the time in µs of a monotonic clock; no two times are the same, later calls give later times. */
export type HeardClock = () => number;

/** @param nowMs a monotonic clock in ms, such as `performance.now` */
export function createHeardClock(nowMs: () => number): HeardClock {
  let lastUs = 0;
  return () => {
    lastUs = Math.max(Math.round(nowMs() * 1_000), lastUs + 1);
    return lastUs;
  };
}
