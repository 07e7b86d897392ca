import type { RedisOptions } from 'ioredis';
import { backoffMs, type BackoffPolicy } from './backoff.js';
import type { RedisSettings } from './redis-settings.js';

/** What a connection is for: commands that are answered at once, reads that wait, or a BullMQ worker. */
export type RedisRole = 'commands' | 'blocking' | 'queue';

/** The longest that a command on a blocking connection may wait in Redis. */
export const LONGEST_BLOCK_MS = 2_000;

/** Silence after which a connection with commands under way counts as dead: a frozen master closes no socket. */
const SOCKET_TIMEOUT_MS: Record<RedisRole, number> = {
  commands: 3_000,
  blocking: LONGEST_BLOCK_MS + 3_000,
  queue: 15_000, // BullMQ waits up to 10 s for the next delayed job, and gives up on a connection by itself 1 s later
};

const RECONNECT: BackoffPolicy = { firstMs: 50, maxMs: 1_000, jitter: 0.2 };

/** The wait before a connection is tried again, in ms. */
export function reconnectDelayMs(times: number): number {
  return backoffMs(times - 1, RECONNECT, Math.random);
}

/** Certificates are verified: by this authority, or by those that Node knows. */
const tlsOptions = ({ REDIS_TLS_CA }: RedisSettings) => ({ ca: REDIS_TLS_CA });

/** What holds for a connection to any server, also to each node of a Cluster. */
export function connectionOptions(settings: RedisSettings, role: RedisRole) {
  const url = new URL(settings.REDIS_URL);
  return {
    ...(url.protocol === 'rediss:' ? { tls: tlsOptions(settings) } : {}),
    username: decodeURIComponent(url.username) || undefined,
    password: decodeURIComponent(url.password) || undefined,
    maxRetriesPerRequest: null, // wait for Redis for as long as it takes
    socketTimeout: SOCKET_TIMEOUT_MS[role],
    // a master that became a replica: connect anew, and send the command again
    reconnectOnError: (error: Error) => (error.message.startsWith('READONLY') ? 2 : false),
  } satisfies RedisOptions;
}

/** The options of a connection that listens to a Sentinel. */
export function sentinelOptions(settings: RedisSettings) {
  const { tls } = connectionOptions(settings, 'commands');
  return {
    ...(tls === undefined ? {} : { tls }),
    password: settings.REDIS_SENTINEL_PASSWORD,
    maxRetriesPerRequest: null,
    retryStrategy: reconnectDelayMs,
  } satisfies RedisOptions;
}

/** The options of a connection to one server, or to the master that Sentinels watch. */
export function serverOptions(settings: RedisSettings, role: RedisRole) {
  const url = new URL(settings.REDIS_URL);
  return {
    ...connectionOptions(settings, role),
    ...(settings.REDIS_SENTINELS === undefined
      ? { host: url.hostname.replaceAll(/^\[|\]$/g, ''), port: Number(url.port || 6379) }
      : {
          sentinels: settings.REDIS_SENTINELS,
          name: settings.REDIS_SENTINEL_NAME,
          sentinelPassword: settings.REDIS_SENTINEL_PASSWORD,
          enableTLSForSentinelMode: url.protocol === 'rediss:',
          ...(sentinelsSpeakTls(settings, url) ? { sentinelTLS: tlsOptions(settings) } : {}),
          // Not with ioredis' failoverDetector: in 6.0, when its news of a fail-over comes while the connection is being made anew,
          // that connection ends for good. `watchMaster` does its work.
          sentinelRetryStrategy: reconnectDelayMs,
        }),
    db: Number(url.pathname.slice(1) || 0),
    retryStrategy: reconnectDelayMs,
  } satisfies RedisOptions;
}

function sentinelsSpeakTls({ REDIS_SENTINEL_TLS }: RedisSettings, { protocol }: URL): boolean {
  return REDIS_SENTINEL_TLS === undefined ? protocol === 'rediss:' : REDIS_SENTINEL_TLS === 'on';
}
