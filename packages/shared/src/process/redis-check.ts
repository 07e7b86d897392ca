import { Redis } from 'ioredis';
import type { Keys } from '../stored/keys.js';
import type { Log } from '../logging/log.js';
import { readRedisServers } from '../redis/redis-servers.js';
import type { RedisClient } from '../redis/redis-client.js';
import { SettingsError } from '../settings/settings-error.js';
import { formatRefusal, type WrittenFormat } from './written-format.js';
import { forgetStartRefusal, noteStartRefusal } from './start-refusal.js';

/** What the check of Redis at startup needs. */
export interface RedisCheck {
  /** The kind of process, such as `matcher`. */
  readonly name: string;
  readonly redis: RedisClient;
  readonly keys: Keys;
  /** Number of partitions set for this process. */
  readonly partitions: number;
  readonly format: WrittenFormat;
  readonly log: Log;
}

/**
 * Stores the number of partitions at the first start, and warns if Redis may lose data.
 *
 * @throws SettingsError if an earlier start stored another number, as speech would be looked for in the wrong place, if
 *   what is stored is in a format that this release does not read, or if Redis lacks the database that `REDIS_URL` names
 */
export async function checkRedis({ name, redis, keys, partitions, format, log }: RedisCheck): Promise<void> {
  await checkDatabase(redis);
  const kept = await keepPartitions({ redis, keys, partitions });
  const refusal =
    kept === String(partitions)
      ? formatRefusal(await format.agree({ redis, keys }))
      : `PARTITIONS should be ${kept}: what this KEY_PREFIX was first started with`;
  if (refusal !== undefined) {
    await noteStartRefusal({ name, redis, keys }, refusal);
    throw new SettingsError([refusal]);
  }
  await forgetStartRefusal({ name, redis, keys });
  await warnOfLoss(redis, log);
}

/** Stores the number of partitions where none is stored: at the first start, or after Redis has lost it. Returns what is stored. */
export async function keepPartitions({
  redis,
  keys,
  partitions,
}: Omit<RedisCheck, 'name' | 'format' | 'log'>): Promise<string | null> {
  const kept = await redis.get(keys.partitions); // read first: a full Redis refuses writes
  if (kept !== null) return kept;
  await redis.set(keys.partitions, partitions, 'NX');
  return redis.get(keys.partitions);
}

/** Checks that the requested database exists; ioredis would silently continue in database 0. */
async function checkDatabase(redis: RedisClient): Promise<void> {
  // Database 0 is always there, and whoever uses it need not be allowed to select another.
  const database = redis instanceof Redis ? (redis.options.db ?? 0) : 0;
  if (database === 0) return;
  try {
    await redis.select(database);
  } catch (error) {
    if (!(error instanceof Error && error.message.includes('DB index'))) throw error;
    throw new SettingsError([`REDIS_URL should name a database that exists: Redis has no database ${database}`]);
  }
}

async function warnOfLoss(redis: RedisClient, log: Log): Promise<void> {
  const servers = await readRedisServers(redis);
  const evicting = servers.find(({ evictionPolicy }) => evictionPolicy !== 'noeviction');
  if (evicting !== undefined)
    log.warn(
      { policy: evicting.evictionPolicy },
      'redis may evict what is not processed yet: set maxmemory-policy noeviction',
    );
  if (servers.some(({ appendOnly }) => !appendOnly))
    log.warn('redis keeps no append-only file, a restart of it loses everything: set appendonly yes');
}
