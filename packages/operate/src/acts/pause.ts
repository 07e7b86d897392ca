import { createHold, type Hold, PROBED } from '@cueline/publisher';
import { createKeys, type RedisClient } from '@cueline/shared';
import { withQueue } from '../status/with-queue.js';

export interface QueueContext {
  readonly redis: RedisClient;
  readonly prefix: string;
}

/** Holds the queue of cues for so many ms; returns the hold in force, which may be a longer one. */
export function pauseCues({ redis, prefix }: QueueContext, forMs: number): Promise<Hold> {
  return createHold({ redis, keys: createKeys(prefix) }).holdQueue('paused', forMs);
}

/** What an end of all pauses has changed. */
export interface Resumed {
  /** The reason of the hold, or of the wait, that was ended. */
  readonly ended: Hold['reason'] | undefined;
  readonly wasPausedInBullmq: boolean;
  /** What holds the queue still. */
  readonly held: Hold | undefined;
}

/** Ends a pause, and the wait before a cue is tried again. */
export async function resumeCues({ redis, prefix }: QueueContext): Promise<Resumed> {
  const keys = createKeys(prefix);
  const hold = createHold({ redis, keys });
  const ended = await hold.resume();
  const wasPausedInBullmq = await withQueue(redis, keys.queue, async (queue) => {
    const isPaused = await queue.isPaused();
    if (isPaused) await queue.resume();
    return isPaused;
  });
  const held = await hold.readHold();
  // A cue may be tried already, and the others wait for that.
  const isTried = held !== undefined && held.reason === ended && PROBED.includes(held.reason);
  return { ended, wasPausedInBullmq, held: isTried ? { ...held, forMs: 0 } : held };
}

/** What an end of all pauses has changed, in sentences. */
export function resumedSentences({ ended, wasPausedInBullmq, held }: Resumed): string[] {
  return [
    ...(ended === 'paused' ? ['the pause is over'] : []),
    ...(wasPausedInBullmq ? ['the queue was paused in BullMQ, by another program; this pause is over too'] : []),
    ...(ended === undefined && !wasPausedInBullmq ? ['cues are not held: there is nothing to resume'] : []),
    ...(held !== undefined && held.forMs === 0
      ? [`the wait is over: the next cue is tried at once (it was held back because ${held.why})`]
      : []),
    ...(ended === 'rate_limited' ? ['the wait after an answer of 429 is over'] : []),
  ];
}
