import { createTrouble, HoldReason, type Log, type ReadinessCheck, repeat } from '@cueline/shared';
import type { Queue } from 'bullmq';
import { holdSentence, PAUSED_IN_BULLMQ } from './gate/hold-sentence.js';
import type { Hold, QueueHold } from './gate/hold.js';
import type { PublisherMetrics } from './metrics.js';

export interface WatchHoldContext {
  readonly hold: Pick<QueueHold, 'readHold'>;
  /** BullMQ's own pause holds the queue too; other programs begin it. */
  readonly queue: Pick<Queue, 'isPaused'>;
  readonly metrics: PublisherMetrics;
  readonly log: Log;
  readonly signal: AbortSignal;
}

const WATCH_MS = 1000;

export interface WatchOutletContext extends Pick<WatchHoldContext, 'hold' | 'metrics' | 'log' | 'signal'> {
  readonly outlet: string;
}

/** Reports holds of an outlet that is not the first. Returns what is wrong with it. */
export function watchOutlet({ outlet, hold, metrics, log, signal }: WatchOutletContext): ReadinessCheck {
  let known: Hold | undefined;
  const held = createTrouble({ log, over: 'the outlet is no longer held' });
  async function watch(): Promise<void> {
    known = await hold.readHold();
    metrics.outletHeld.set({ outlet }, Number(known !== undefined));
    if (known === undefined) held.end(hold);
    else if (held.begin(hold, known.reason))
      log.warn({ outlet, reason: known.reason, why: known.why }, 'the outlet is held');
  }
  const onError = (error: unknown) => log.debug({ err: error, outlet }, 'the hold could not be read');
  void repeat({ everyMs: WATCH_MS, step: watch, signal, onError });
  return () => (known === undefined ? undefined : `outlet ${outlet}: ${holdSentence(known)}`);
}

/** Reports holds of the queue, whoever began them, to metrics and log. Returns the readiness check. */
export function watchHold({ hold, queue, metrics, log, signal }: WatchHoldContext): ReadinessCheck {
  let known: Hold | undefined;
  const held = createTrouble({ log, over: 'the queue is no longer held' });
  const pausedInBullmq = createTrouble({ log, over: 'the queue is no longer paused in BullMQ' });
  let isPaused = false;
  function notice(found: Hold | undefined): void {
    for (const reason of HoldReason.options) metrics.held.set({ reason }, Number(reason === found?.reason));
    if (found === undefined) {
      held.end(hold);
    } else if (held.begin(hold, found.reason)) {
      const { reason, why, untilMs } = found;
      log.warn({ reason, why, until: new Date(untilMs).toISOString() }, 'the queue is held');
    }
    known = found;
  }
  function noticePause(paused: boolean): void {
    metrics.held.set({ reason: 'paused_in_bullmq' }, Number(paused));
    isPaused = paused;
    if (!paused) pausedInBullmq.end(queue);
    else if (pausedInBullmq.begin(queue, 'paused'))
      log.warn('the queue is paused in BullMQ, by another program: cueline resume resumes it');
  }
  async function watch(): Promise<void> {
    notice(await hold.readHold());
    noticePause(await queue.isPaused());
  }
  const onError = (error: unknown) => log.debug({ err: error }, 'the hold could not be read');
  void repeat({ everyMs: WATCH_MS, step: watch, signal, onError });
  return () => {
    if (isPaused) return PAUSED_IN_BULLMQ;
    // Once the time has passed it can do its work, so that a rollout with a better setting goes on without a cue.
    return known === undefined || known.forMs === 0 ? undefined : holdSentence(known);
  };
}
