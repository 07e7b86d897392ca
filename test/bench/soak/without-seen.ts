import type { Redis } from 'ioredis';
import { z } from 'zod';
import { readUsedBytes } from '../tools/redis-memory.js';

/**
 * What Redis uses without `seen`, and what that took, by what removing it sets free: the allocator gives more than is asked
 * for, and with so many small members that counts. Only when nothing is sent any more that may have been sent before.
 */
export async function withoutSeen(redis: Redis): Promise<{ usedBytes: number; seenBytes: number }> {
  const withSeenBytes = await readUsedBytes(redis);
  for await (const names of redis.scanStream({ match: '*:seen:*' })) {
    for (const name of z.array(z.string()).parse(names)) await redis.del(name);
  }
  const usedBytes = await readUsedBytes(redis);
  return { usedBytes, seenBytes: withSeenBytes - usedBytes };
}
