import { Cluster, Redis } from 'ioredis';
import { type AwayLog, createAwayLog } from './away-log.js';
import type { Log } from './log.js';
import type { RedisClient } from './redis-client.js';
import { connectionOptions, reconnectDelayMs, serverOptions, type RedisRole } from './redis-options.js';
import type { RedisSettings } from './redis-settings.js';

/** Follows a Cluster through fail-overs without an error to the caller. */
const CLUSTER_OPTIONS = { maxRedirections: 100, slotsRefreshInterval: 2_000, slotsRefreshTimeout: 2_000 } as const;

/**
 * Connects to Redis as the settings say: one server, a master that Sentinels watch, or a Cluster. Commands wait while
 * Redis is away and are resent after the connection broke, so each write must be safe to repeat.
 *
 * @param role `blocking` for waits in Redis of at most `LONGEST_BLOCK_MS`; each reader needs its own connection
 */
export function createRedis(
  settings: RedisSettings,
  { role, log, awayLog = createAwayLog(log) }: RedisOptions,
): RedisClient {
  const redis =
    settings.REDIS_CLUSTER_NODES === undefined
      ? new Redis(serverOptions(settings, role))
      : new Cluster(settings.REDIS_CLUSTER_NODES, {
          ...CLUSTER_OPTIONS,
          clusterRetryStrategy: reconnectDelayMs,
          redisOptions: connectionOptions(settings, role),
        });
  awayLog.follow(redis, role);
  return redis;
}

export interface RedisOptions {
  readonly role: RedisRole;
  readonly log: Log;
  /** Shared by connections that are away together; default: its own. */
  readonly awayLog?: AwayLog;
}

/** Returns why a process that needs this connection is not ready; `undefined` while it is connected. */
export const redisObjection = (redis: RedisClient): string | undefined =>
  redis.status === 'ready' ? undefined : `redis is away (${redis.status})`;
