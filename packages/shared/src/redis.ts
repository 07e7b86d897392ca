import { Cluster, Redis } from 'ioredis';
import type { Log } from './log.js';
import { connectionOptions, reconnectDelayMs, serverOptions, type RedisRole } from './redis-options.js';
import type { RedisSettings } from './redis-settings.js';

export type RedisClient = Redis | Cluster;

/** How a cluster is followed through fail-overs: without an error to the caller. */
const CLUSTER_OPTIONS = { maxRedirections: 100, slotsRefreshInterval: 2_000, slotsRefreshTimeout: 2_000 } as const;

/**
 * Connects to Redis: one server, a master that Sentinels watch, or a Cluster, as the settings say. Commands wait while
 * Redis is away and are sent again after a break, so each write must be safe to repeat.
 *
 * @param role `blocking` for a connection that waits in Redis (at most `LONGEST_BLOCK_MS` at a time): one for each reader
 */
export function createRedis(settings: RedisSettings, { role, log }: { role: RedisRole; log: Log }): RedisClient {
  const redis =
    settings.REDIS_CLUSTER_NODES === undefined
      ? new Redis(serverOptions(settings, role))
      : new Cluster(settings.REDIS_CLUSTER_NODES, {
          ...CLUSTER_OPTIONS,
          clusterRetryStrategy: reconnectDelayMs,
          redisOptions: connectionOptions(settings, role),
        });
  logChanges(redis, role, log);
  return redis;
}

/** Errors are told once each time they change, not once for each try. */
function logChanges(redis: RedisClient, role: RedisRole, log: Log): void {
  let told: string | undefined;
  const tell = (error: Error) => {
    if (told === error.message) return;
    told = error.message;
    log.warn({ err: error, role }, 'redis is away');
  };
  redis.on('error', tell);
  redis.on('node error', tell);
  redis.on('ready', () => {
    if (told !== undefined) log.info({ role }, 'redis is back');
    told = undefined;
  });
}
