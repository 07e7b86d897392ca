import type { Keys, Partition, RedisClient } from '@cueline/shared';
import type { MatcherMetrics } from './metrics.js';

/** Tells metrics how much waits in a partition, and how much is kept. */
export function createSizes({ redis, keys, metrics }: { redis: RedisClient; keys: Keys; metrics: MatcherMetrics }) {
  return async (partition: Partition): Promise<void> => {
    const [backlog, live, outbox, deadLetters] = await Promise.all([
      redis.xlen(keys.segments(partition)),
      redis.zcard(keys.deadlines(partition)),
      redis.zcard(keys.outbox(partition)),
      redis.xlen(keys.dead(partition)),
    ]);
    metrics.backlog.set({ partition }, backlog);
    metrics.live.set({ partition }, live);
    metrics.outbox.set({ partition }, outbox);
    metrics.deadLetters.set({ partition }, deadLetters);
  };
}
