/** Returns the time of a monotonic clock in µs; each call returns a later time than the call before. */
export type HeardClock = () => number;

/** @param nowMs a monotonic clock in ms, such as `performance.now` */
export function createHeardClock(nowMs: () => number): HeardClock {
  let lastUs = 0;
  return () => {
    lastUs = Math.max(Math.round(nowMs() * 1_000), lastUs + 1);
    return lastUs;
  };
}
