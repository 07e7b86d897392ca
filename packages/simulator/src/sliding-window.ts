/** Whether a request may pass; if not, in how many ms the next one may. */
export type Admission = { kind: 'admitted' } | { kind: 'refused'; retryAfterMs: number };

export interface SlidingWindowOptions {
  readonly max: number;
  readonly windowMs: number;
}

/** Lets in at most `max` requests in any stretch of `windowMs`; refused ones do not count. */
export function createSlidingWindow({ max, windowMs }: SlidingWindowOptions) {
  const admittedAtMs: number[] = [];
  return {
    admit(nowMs: number): Admission {
      while (admittedAtMs[0] !== undefined && admittedAtMs[0] <= nowMs - windowMs) admittedAtMs.shift();
      const oldestMs = admittedAtMs[0];
      if (oldestMs !== undefined && admittedAtMs.length >= max) {
        return { kind: 'refused', retryAfterMs: oldestMs + windowMs - nowMs };
      }
      admittedAtMs.push(nowMs);
      return { kind: 'admitted' };
    },
  };
}
export type SlidingWindow = ReturnType<typeof createSlidingWindow>;
