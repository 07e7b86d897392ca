import { readRedisServers, type RedisClient } from '@cueline/shared';
import type { MatcherMetrics } from '../metrics.js';

/** Updates the metrics of how Redis keeps what it is given; in a Cluster of the fullest and the worst server. */
export function createRedisServers({ redis, metrics }: { redis: RedisClient; metrics: MatcherMetrics }) {
  return async (): Promise<void> => {
    const servers = await readRedisServers(redis);
    if (servers.length === 0) return; // a Cluster that is not known yet
    metrics.redisMemory.set(Math.max(...servers.map(({ usedBytes }) => usedBytes)));
    metrics.redisFull.set(
      Math.max(...servers.map(({ usedBytes, limitBytes }) => (limitBytes === 0 ? 0 : usedBytes / limitBytes))),
    );
    const faults = {
      no_append_only_file: servers.some(({ appendOnly }) => !appendOnly),
      evicts: servers.some(({ evictionPolicy }) => evictionPolicy !== 'noeviction'),
    };
    for (const [what, isSo] of Object.entries(faults)) metrics.redisNotDurable.set({ what }, Number(isSo));
  };
}
