import { Redis } from 'ioredis';
import { createKeys } from '../stored/keys.js';
import type { Log } from '../logging/log.js';
import { readRedisServers } from '../redis/redis-servers.js';
import type { RedisClient } from '../redis/redis-client.js';
import { SettingsError } from '../settings/settings-error.js';
import { UnreadableLayoutError } from '../stored/layout.js';
import type { LayoutContext, LayoutInForce, PlacedLayout } from './layout-in-force.js';
import { formatRefusal, type WrittenFormat } from './written-format.js';
import { forgetStartRefusal, noteStartRefusal } from './start-refusal.js';

/** What the check of Redis at startup needs. */
export interface RedisCheck extends LayoutContext {
  /** The kind of process, such as `matcher`. */
  readonly name: string;
  readonly layout: LayoutInForce;
  readonly format: WrittenFormat;
}

/**
 * Enters the layout in force, which at the first start has as many partitions as are set, and warns if Redis may lose data.
 *
 * @param onLeave called when that layout is to be left; default: the process begins anew
 * @throws SettingsError if what is stored is in a format, or partitions lie in a layout, that this release does not read, or if Redis
 *   lacks the database that `REDIS_URL` names
 */
export async function checkRedis(check: RedisCheck, onLeave?: () => void): Promise<PlacedLayout> {
  const { name, redis, prefix, layout, format, log } = check;
  const keys = createKeys(prefix);
  await checkDatabase(redis);
  const refuse = async (refusal: string): Promise<never> => {
    await noteStartRefusal({ name, redis, keys }, refusal);
    throw new SettingsError([refusal]);
  };
  const refusal = formatRefusal(await format.agree({ redis, keys }));
  if (refusal !== undefined) await refuse(refusal);
  await forgetStartRefusal({ name, redis, keys });
  await warnOfLoss(redis, log);
  return layout.enter(check, onLeave).catch((error: unknown) => {
    if (error instanceof UnreadableLayoutError) return refuse(error.message);
    throw error;
  });
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
