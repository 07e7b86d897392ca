import { setTimeout as delay } from 'node:timers/promises';
import { createTrouble, type Log, type ReadinessCheck } from '@cueline/shared';
import { type Hold, HoldReason, type QueueHold } from './hold.js';
import type { PublisherMetrics } from './metrics.js';

export interface WatchHoldContext {
  readonly hold: Pick<QueueHold, 'readHold'>;
  readonly metrics: PublisherMetrics;
  readonly log: Log;
  readonly signal: AbortSignal;
}

const WATCH_MS = 1000;

/** Reports holds of the queue, whoever began them, to metrics and log. Returns the readiness check. */
export function watchHold({ hold, metrics, log, signal }: WatchHoldContext): ReadinessCheck {
  let known: Hold | undefined;
  const held = createTrouble({ log, over: 'the queue is no longer held' });
  function notice(found: Hold | undefined): void {
    for (const reason of HoldReason.options) metrics.held.set({ reason }, Number(reason === found?.reason));
    if (found === undefined) held.end(hold);
    else if (held.begin(hold, found.reason))
      log.warn({ reason: found.reason, until: new Date(found.untilMs).toISOString() }, 'the queue is held');
    known = found;
  }
  async function watch(): Promise<void> {
    while (!signal.aborted) {
      try {
        notice(await hold.readHold());
      } catch (error) {
        log.debug({ err: error }, 'the hold could not be read');
      }
      await delay(WATCH_MS, undefined, { signal, ref: false });
    }
  }
  watch().catch((error: unknown) => log.debug({ err: error }, 'the hold is no longer watched'));
  return () => known && `the queue is held: ${known.reason} until ${new Date(known.untilMs).toISOString()}`;
}
