import type { Log, Objection } from '@cueline/shared';
import type { HeardClock } from './heard-clock.js';
import type { IngestMetrics } from './metrics.js';

/** A clock that is kept in step is set by less. */
const MIN_US = 2_000_000;
const WARNED_US = 300_000_000;
/** Partitions find out one after the other. */
const SAME_US = 10_000_000;

/** Remembers when the clock of Redis was set, and says so for a while. */
export function createClockWatch({ now, metrics, log }: ClockWatchContext) {
  let last: { readonly byUs: number; readonly atUs: number } | undefined;
  return {
    /** @param byUs how far it was set ahead; negative if it was set back */
    moved: (byUs: number): void => {
      if (Math.abs(byUs) < MIN_US) return;
      const isKnown = last !== undefined && now() - last.atUs < SAME_US && Math.abs(byUs - last.byUs) < MIN_US;
      if (isKnown) return;
      last = { byUs, atUs: now() };
      metrics.clockMoves.inc({ direction: byUs > 0 ? 'ahead' : 'back' });
      log.warn({ byMs: Math.round(byUs / 1000) }, 'the clock of Redis was set');
    },
    warning: (): Objection | undefined => {
      if (last === undefined || now() - last.atUs > WARNED_US) return undefined;
      const { byUs, atUs } = last;
      const by = `${Math.round(Math.abs(byUs) / 1_000_000)} s, ${Math.round((now() - atUs) / 1_000_000)} s ago`;
      const reason =
        byUs > 0
          ? `the clock of Redis was set ahead by ${by}: what calls of that time owed was cued too early`
          : `the clock of Redis was set back by ${by}: what calls of that time owe is cued too late`;
      return {
        reason,
        remedy:
          'Keep the clock of Redis in step (NTP). The same happens if another node with another clock takes over.',
      };
    },
  };
}
interface ClockWatchContext {
  readonly now: HeardClock;
  readonly metrics: Pick<IngestMetrics, 'clockMoves'>;
  readonly log: Log;
}
export type ClockWatch = ReturnType<typeof createClockWatch>;
