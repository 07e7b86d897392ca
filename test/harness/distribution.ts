import { createHistogram } from 'node:perf_hooks';

const US_PER_MS = 1000;

/** Measured times in ms, and their percentiles. */
export function createDistribution() {
  const histogram = createHistogram(); // of µs, to three digits
  return {
    add: (ms: number): void => histogram.record(Math.max(1, Math.round(ms * US_PER_MS))),
    count: (): number => histogram.count,
    /** The time in ms that so many in a hundred do not exceed. */
    percentileMs: (percent: number): number => histogram.percentile(percent) / US_PER_MS,
    mostMs: (): number => histogram.max / US_PER_MS,
  };
}
export type Distribution = ReturnType<typeof createDistribution>;
