import type { MatcherMetrics } from '../metrics.js';

/** Beyond this, work is refused: endings are requested again later. */
const MOST_WAITING = 10_000;

/**
 * Background work: endings. Each blocks the process for a ms or more, during which no
 * entry is processed, so only one runs at a time for all partitions together.
 */
export function createBackground(metrics: MatcherMetrics) {
  const waiting: (() => Promise<void>)[] = [];
  return {
    add(work: () => Promise<void>): void {
      if (waiting.length >= MOST_WAITING) {
        metrics.backgroundRefused.inc();
        return;
      }
      waiting.push(work);
      metrics.backgroundWaiting.set(waiting.length);
    },
    /** Runs all waiting work until asked to stop. Work that fails is not retried; its error is thrown. */
    async workOff(signal: AbortSignal): Promise<void> {
      for (let next = waiting.shift(); next !== undefined; next = signal.aborted ? undefined : waiting.shift()) {
        metrics.backgroundWaiting.set(waiting.length);
        await next();
      }
    },
  };
}
export type Background = ReturnType<typeof createBackground>;
