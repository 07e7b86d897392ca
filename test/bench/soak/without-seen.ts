import type { Redis } from 'ioredis';
import { z } from 'zod';
import { readUsedBytes } from '../usage/redis-memory.js';

/**
 * Removes `seen`; tells what Redis uses without it, and how much that set free. Redis' own count would be too low: the allocator
 * gives more than is asked for, which adds up with so many small members. Only for when no segment is sent a second time any more.
 */
export async function withoutSeen(redis: Redis): Promise<{ usedBytes: number; seenBytes: number }> {
  const withSeenBytes = await readUsedBytes(redis);
  for await (const names of redis.scanStream({ match: '*:seen:*' })) {
    for (const name of z.array(z.string()).parse(names)) await redis.del(name);
  }
  const usedBytes = await readUsedBytes(redis);
  return { usedBytes, seenBytes: withSeenBytes - usedBytes };
}
