import {
  createLog,
  createRedis,
  readSettings,
  redisSettings,
  type RedisClient,
  type RedisSettings,
} from '@cueline/shared';
import { z } from 'zod';
import { createRedisNote } from './running-redis.js';

/** Redis did not answer; the message says which. */
export class RedisAwayError extends Error {
  override readonly name = 'RedisAwayError';
}

export interface WithRedisContext {
  readonly env: NodeJS.ProcessEnv;
  /** Where a `cueline up` started here notes its private Redis. */
  readonly folder: string;
}

const answersWithinMs = 5_000;

/**
 * Does something with the Redis that the settings name; without REDIS_URL, with that of a `cueline up` that runs here.
 *
 * @throws SettingsError, RedisAwayError
 */
export async function withRedis<T>(
  { env, folder }: WithRedisContext,
  use: (redis: RedisClient, settings: RedisSettings) => Promise<T>,
): Promise<T> {
  const url = env['REDIS_URL'] || (await createRedisNote(folder).read());
  const settings = readSettings(z.object(redisSettings), { ...env, REDIS_URL: url });
  const redis = createRedis(settings, { role: 'commands', log: createLog({ name: 'cueline', level: 'silent' }) });
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<never>((_, reject) => {
    const { host } = new URL(settings.REDIS_URL);
    const error = new RedisAwayError(`Redis does not answer (${host}); REDIS_URL says where it is`);
    timer = setTimeout(reject, answersWithinMs, error);
  });
  try {
    await Promise.race([redis.ping(), tooLong]);
    return await use(redis, settings);
  } finally {
    clearTimeout(timer);
    redis.disconnect();
  }
}
