import { Cluster, Redis } from 'ioredis';
import { type AwayLog, createAwayLog } from './away-log.js';
import type { Log } from '../logging/log.js';
import type { RedisClient } from './redis-client.js';
import { readRefusalAtConnect } from './refusal-at-connect.js';
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
  if (redis instanceof Cluster) redis.on('+node', letManyListen);
  else letManyListen(redis);
  awayLog.follow(redis, role);
  keepReason(redis);
  if (redis instanceof Redis) learnRefusal(redis);
  return redis;
}

/** Why connections are away, as the latest error says. */
const reasons = new WeakMap<RedisClient, string>();

function keepReason(redis: RedisClient): void {
  redis.on('error', ({ message }: Error) => void reasons.set(redis, message));
  redis.on('ready', () => void reasons.delete(redis));
}

/** Emits what Redis says to a connection that it closes at once. There need be no other error: ioredis may pass over what it read. */
function learnRefusal(redis: Redis): void {
  const { host, port, tls, sentinels } = redis.options;
  if (tls !== undefined || sentinels !== null || host === undefined || port === undefined) return;
  let isAsking = false;
  let isNew = false;
  const ask = async () => {
    isAsking = true;
    const refusal = await readRefusalAtConnect(host, port);
    isAsking = false;
    if (refusal !== undefined && redis.status !== 'ready' && redis.status !== 'end')
      redis.emit('error', new Error(refusal));
  };
  redis.on('connect', () => (isNew = true));
  redis.on('ready', () => (isNew = false));
  redis.on('close', () => {
    if (isNew && !isAsking && redis.status !== 'end') void ask();
    isNew = false;
  });
}

/**
 * Each command that a replica refuses asks ioredis to reconnect, and each time it adds a listener to the socket that is
 * being closed: with more than ten under way, Node would warn of a leak.
 */
function letManyListen(redis: Redis): void {
  redis.on('connect', () => redis.stream.setMaxListeners(0));
}

export interface RedisOptions {
  readonly role: RedisRole;
  readonly log: Log;
  /** Shared by connections that are away together; default: its own. */
  readonly awayLog?: AwayLog;
}

/** Returns why a process that needs this connection is not ready; `undefined` while it is connected. */
export const redisObjection = (redis: RedisClient): string | undefined =>
  redis.status === 'ready' ? undefined : `redis is away (${reasons.get(redis) ?? redis.status})`;
