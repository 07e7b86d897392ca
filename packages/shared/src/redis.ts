import { Cluster, Redis } from 'ioredis';
import type { Log } from './log.js';
import { connectionOptions, reconnectDelayMs, serverOptions, type RedisRole } from './redis-options.js';
import type { RedisSettings } from './redis-settings.js';

export type RedisClient = Redis | Cluster;

/** Follows a Cluster through fail-overs without an error to the caller. */
const CLUSTER_OPTIONS = { maxRedirections: 100, slotsRefreshInterval: 2_000, slotsRefreshTimeout: 2_000 } as const;

/**
 * Connects to Redis as the settings say: one server, a master that Sentinels watch, or a Cluster. Commands wait while
 * Redis is away and are resent after the connection broke, so each write must be safe to repeat.
 *
 * @param role `blocking` for waits in Redis of at most `LONGEST_BLOCK_MS`; each reader needs its own connection
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

/** Returns why a process that needs this connection is not ready; `undefined` while it is connected. */
export const redisObjection = (redis: RedisClient): string | undefined =>
  redis.status === 'ready' ? undefined : `redis is away (${redis.status})`;

/** Logs each error once until Redis is back, not once per attempt. */
function logChanges(redis: RedisClient, role: RedisRole, log: Log): void {
  const told = new Set<string>();
  const tellError = (error: Error) => {
    const what = error.message.replaceAll(/[\d.]+ms/g, ''); // ioredis names the wait, which differs each time
    if (told.has(what)) return;
    told.add(what);
    log.warn({ err: error, role }, 'redis is away');
  };
  const tellReturn = () => {
    if (redis.status !== 'ready') return; // a Cluster adds its startup nodes whether or not they answer
    if (told.size > 0) log.info({ role }, 'redis is back');
    told.clear();
  };
  redis.on('error', tellError);
  redis.on('node error', tellError);
  redis.on('ready', tellReturn);
  redis.on('+node', tellReturn); // Cluster only
}
