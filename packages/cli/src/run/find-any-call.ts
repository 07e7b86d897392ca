import { setTimeout as delay } from 'node:timers/promises';
import { keysOf, readPipeline } from '@cueline/operate';
import { CommandError } from '../host/command-error.js';
import { withRedis } from '../redis/with-redis.js';

/** How soon a call that is being played is known. */
const KNOWN_WITHIN_MS = 5_000;
const LOOK_EVERY_MS = 200;

/** The id of any call that is on; undefined if none is known, soon or at all. `waits`: one is about to begin. */
export async function findAnyCall(
  env: NodeJS.ProcessEnv,
  { waits, signal }: { waits: boolean; signal: AbortSignal },
): Promise<string | undefined> {
  try {
    return await withRedis(env, async (redis, { KEY_PREFIX: prefix, PARTITIONS }) => {
      const pipeline = await readPipeline(redis, prefix, PARTITIONS);
      const keys = keysOf(pipeline);
      const numbers = Array.from({ length: pipeline.partitions }, (_, partition) => partition);
      for (let looks = waits ? KNOWN_WITHIN_MS / LOOK_EVERY_MS : 1; looks > 0 && !signal.aborted; looks -= 1) {
        const ids = await Promise.all(numbers.map((partition) => redis.zrange(keys.deadlines(partition), '0', '0')));
        const [id] = ids.flat();
        if (id !== undefined) return id;
        await delay(LOOK_EVERY_MS, undefined, { signal }).catch(() => undefined);
      }
      return undefined;
    });
  } catch (error) {
    if (error instanceof CommandError) return undefined; // it is only for a hint; Redis' trouble is reported elsewhere
    throw error;
  }
}
