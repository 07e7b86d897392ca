import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Redis } from 'ioredis';

/**
 * The note of where the private Redis of a running `cueline up` is, so that `status` and `inspect` find it from the same
 * working directory. It may be stale: whoever left it may have been killed.
 */
export function createRedisNote(folder: string) {
  const file = join(folder, 'redis.url');
  return {
    write: (url: string) => writeFile(file, `${url}\n`),
    remove: () => rm(file, { force: true }),
    /** The URL of the private Redis that runs right now, even where it hangs; undefined when none does. */
    async read(): Promise<string | undefined> {
      const url = (await readFile(file, 'utf8').catch(() => '')).trim();
      return url !== '' && (await runs(url)) ? url : undefined;
    },
  };
}

/** One that takes longer to answer runs: a second one must not use its data. */
const ANSWERS_WITHIN_MS = 1_000;

async function runs(url: string): Promise<boolean> {
  const redis = new Redis(url, { lazyConnect: true, retryStrategy: () => null });
  redis.on('error', () => undefined); // as if nobody heeded it, it would be printed
  const answered = redis.connect().then(() => true);
  try {
    return await Promise.race([answered, delay(ANSWERS_WITHIN_MS, true, { ref: false })]);
  } catch {
    return false;
  } finally {
    redis.disconnect();
  }
}
