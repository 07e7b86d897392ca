import type { Keys, Partition, RedisClient } from '@cueline/shared';
import type { MatcherMetrics } from '../metrics.js';

/** Updates the metrics of a partition's backlog, live interactions, outbox and dead letters. */
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
