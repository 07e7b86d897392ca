import { createKeys, type RedisClient } from '@cueline/shared';

/** How many segments wait in the streams of all partitions; 0 when everything heard has been processed. */
export async function segmentsLeft(redis: RedisClient, { prefix = 'cueline', partitions = 8 } = {}): Promise<number> {
  const keys = createKeys(prefix);
  const lengths = await Promise.all(
    Array.from({ length: partitions }, (_, partition) => redis.xlen(keys.segments(partition))),
  );
  return lengths.reduce((sum, length) => sum + length, 0);
}
