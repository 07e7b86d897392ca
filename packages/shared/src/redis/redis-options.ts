import type { RedisOptions } from 'ioredis';
import { backoffMs, type BackoffPolicy } from '../timing/backoff.js';
import type { RedisSettings } from './redis-settings.js';

/** What a connection is for: commands answered at once, blocking reads, or a BullMQ worker. */
export type RedisRole = 'commands' | 'blocking' | 'queue';

/** Longest time a blocking command may wait in Redis. */
export const LONGEST_BLOCK_MS = 2_000;

/** A connection with pending commands counts as dead after this silence: a frozen master closes no socket. */
const SOCKET_TIMEOUT_MS: Record<RedisRole, number> = {
  commands: 3_000,
  blocking: LONGEST_BLOCK_MS + 3_000,
  queue: 15_000, // BullMQ blocks up to 10 s for the next delayed job, and gives up on the connection 1 s later
};

const RECONNECT: BackoffPolicy = { firstMs: 50, maxMs: 1_000, jitter: 0.2 };

/** The wait before reconnecting, in ms. */
export function reconnectDelayMs(times: number): number {
  return backoffMs(times - 1, RECONNECT, Math.random);
}

/** Certificates are verified against this authority, or else against those that Node knows. */
const tlsOptions = ({ REDIS_TLS_CA }: RedisSettings) => ({ ca: REDIS_TLS_CA });

/** Options of a connection to any server, including each node of a Cluster. */
export function connectionOptions(settings: RedisSettings, role: RedisRole) {
  const url = new URL(settings.REDIS_URL);
  return {
    ...(url.protocol === 'rediss:' ? { tls: tlsOptions(settings) } : {}),
    username: decodeURIComponent(url.username) || undefined,
    password: decodeURIComponent(url.password) || undefined,
    maxRetriesPerRequest: null, // wait for Redis indefinitely
    socketTimeout: SOCKET_TIMEOUT_MS[role],
    // a master that became a replica: reconnect and resend the command
    reconnectOnError: (error: Error) => (error.message.startsWith('READONLY') ? 2 : false),
  } satisfies RedisOptions;
}

/** Options of a connection that listens to a Sentinel. */
export function sentinelOptions(settings: RedisSettings) {
  const { tls } = connectionOptions(settings, 'commands');
  return {
    ...(tls === undefined ? {} : { tls }),
    password: settings.REDIS_SENTINEL_PASSWORD,
    maxRetriesPerRequest: null,
    retryStrategy: reconnectDelayMs,
  } satisfies RedisOptions;
}

/** Options of a connection to one server, or to the master that Sentinels watch. */
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
          // ioredis' failoverDetector stays off: in 6.0, if it learns of a fail-over while the connection is
          // reconnecting, that connection ends for good. `watchMaster` replaces it.
          sentinelRetryStrategy: reconnectDelayMs,
        }),
    db: Number(url.pathname.slice(1) || 0),
    retryStrategy: reconnectDelayMs,
  } satisfies RedisOptions;
}

function sentinelsSpeakTls({ REDIS_SENTINEL_TLS }: RedisSettings, { protocol }: URL): boolean {
  return REDIS_SENTINEL_TLS === undefined ? protocol === 'rediss:' : REDIS_SENTINEL_TLS === 'on';
}
