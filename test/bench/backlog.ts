import type { Keys } from '@cueline/shared';
import type { Redis } from 'ioredis';

const PARTITIONS = 8;

/** How many segments wait in the streams. */
export async function backlog(redis: Redis, keys: Keys): Promise<number> {
  const streams = Array.from({ length: PARTITIONS }, (_, partition) => redis.xlen(keys.segments(partition)));
  return (await Promise.all(streams)).reduce((sum, length) => sum + length, 0);
}
