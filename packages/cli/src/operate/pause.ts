import { createHold, holdSentence } from '@cueline/publisher';
import { createKeys } from '@cueline/shared';
import { ExitCode } from '../host/exit-code.js';
import type { Host } from '../host/host.js';
import { withCueQueue } from './cue-queue.js';
import { withRedis } from '../redis/with-redis.js';

/**
 * Holds the queue of cues for so many ms; returns the exit code.
 *
 * @throws CommandError
 */
export function pauseCues(forMs: number, { env, print }: Host): Promise<number> {
  return withRedis(env, async (redis, { KEY_PREFIX }) => {
    const { reason, untilMs } = await createHold({ redis, keys: createKeys(KEY_PREFIX) }).holdQueue('paused', forMs);
    print(`no cue is posted until ${new Date(untilMs).toISOString()} (${reason})`);
    return ExitCode.ok;
  });
}

/**
 * Ends a pause, and the wait before a cue is tried again; returns the exit code.
 *
 * @throws CommandError
 */
export function resumeCues({ env, print }: Host): Promise<number> {
  return withRedis(env, async (redis, { KEY_PREFIX }) => {
    const keys = createKeys(KEY_PREFIX);
    const hold = createHold({ redis, keys });
    const ended = await hold.resume();
    const wasPausedInBullmq = await withCueQueue(redis, keys, async (queue) => {
      const isPaused = await queue.isPaused();
      if (isPaused) await queue.resume();
      return isPaused;
    });
    const held = await hold.readHold();
    if (ended === 'paused') print('the pause is over');
    if (wasPausedInBullmq) print('the queue was paused in BullMQ, by another program; this pause is over too');
    if (ended === undefined && !wasPausedInBullmq) print('cues are not held: there is nothing to resume');
    if (ended === 'rate_limited') print('the wait after an answer of 429 is over');
    if (held !== undefined) print(holdSentence(held));
    return ExitCode.ok;
  });
}
