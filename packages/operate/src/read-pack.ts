import { Pack } from '@cueline/rules';
import type { Keys, RedisClient } from '@cueline/shared';

/**
 * Reads the rules of calls.
 *
 * @throws Error when they are not there, or damaged
 */
export async function readPack(redis: RedisClient, keys: Keys, digest: string): Promise<Pack> {
  return Pack.parse(JSON.parse((await redis.hget(keys.packs, digest)) ?? ''));
}
