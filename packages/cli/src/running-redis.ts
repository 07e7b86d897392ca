import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
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
    /** The URL of the private Redis that answers right now; undefined when none does. */
    async read(): Promise<string | undefined> {
      const url = (await readFile(file, 'utf8').catch(() => '')).trim();
      return url !== '' && (await answers(url)) ? url : undefined;
    },
  };
}

async function answers(url: string): Promise<boolean> {
  const redis = new Redis(url, { lazyConnect: true, retryStrategy: () => null });
  try {
    await redis.connect();
    return true;
  } catch {
    return false;
  } finally {
    redis.disconnect();
  }
}
