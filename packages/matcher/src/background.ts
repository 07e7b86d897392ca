import type { MatcherMetrics } from './metrics.js';

/** More does not wait; whoever asks for it asks again, or goes without. */
const MOST_WAITING = 10_000;

/**
 * Work that can wait: endings, and what was nearly said. Each takes a ms or more at a stretch, in which nothing that was heard is
 * processed, so only one at a time is done for all partitions together.
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
    /** Does all that waits. What fails is not tried again. */
    async workOff(signal: AbortSignal): Promise<void> {
      for (let next = waiting.shift(); next !== undefined; next = signal.aborted ? undefined : waiting.shift()) {
        metrics.backgroundWaiting.set(waiting.length);
        await next();
      }
    },
  };
}
export type Background = ReturnType<typeof createBackground>;
