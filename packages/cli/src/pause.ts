import { createHold } from '@cueline/publisher';
import { createKeys } from '@cueline/shared';
import { ExitCode } from './exit-code.js';
import type { Host } from './host.js';
import { withRedis } from './with-redis.js';

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
 * Ends a pause; returns the exit code.
 *
 * @throws CommandError
 */
export function resumeCues({ env, print }: Host): Promise<number> {
  return withRedis(env, async (redis, { KEY_PREFIX }) => {
    const hold = createHold({ redis, keys: createKeys(KEY_PREFIX) });
    const ended = await hold.releasePause();
    const held = await hold.readHold();
    print(ended === undefined ? 'there is no pause' : 'the pause is over');
    if (held !== undefined) print(`the queue is held: ${held.reason}`);
    return ExitCode.ok;
  });
}
