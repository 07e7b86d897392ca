import {
  createLog,
  createRedis,
  readSettings,
  redisSettings,
  type RedisClient,
  type RedisSettings,
  SettingsError,
} from '@cueline/shared';
import { z } from 'zod';
import { CommandError } from './command-error.js';
import { dataFolder } from './data-folder.js';
import { ExitCode } from './exit-code.js';
import { createRedisNote } from './running-redis.js';

const answersWithinMs = 3_000;

/**
 * Connects to the Redis that the settings name and calls `use`; without REDIS_URL, to that of a `cueline up` that runs here.
 *
 * @throws CommandError when a setting is wrong or Redis does not answer
 */
export async function withRedis<T>(
  env: NodeJS.ProcessEnv,
  use: (redis: RedisClient, settings: RedisSettings) => Promise<T>,
): Promise<T> {
  const url = env['REDIS_URL'] || (await createRedisNote(dataFolder).read());
  const settings = readRedisSettings({ ...env, REDIS_URL: url });
  const redis = createRedis(settings, { role: 'commands', log: createLog({ name: 'cueline', level: 'silent' }) });
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<never>((_, reject) => {
    const { host } = new URL(settings.REDIS_URL);
    const message = `Redis does not answer (${host}); REDIS_URL says where it is`;
    timer = setTimeout(reject, answersWithinMs, new CommandError(ExitCode.foundWrong, message));
  });
  try {
    await Promise.race([redis.ping(), tooLong]);
    return await use(redis, settings);
  } finally {
    clearTimeout(timer);
    redis.disconnect();
  }
}

function readRedisSettings(env: NodeJS.ProcessEnv): RedisSettings {
  try {
    return readSettings(z.object(redisSettings), env);
  } catch (error) {
    if (error instanceof SettingsError) throw new CommandError(ExitCode.configuration, error.message, { cause: error });
    throw error;
  }
}
