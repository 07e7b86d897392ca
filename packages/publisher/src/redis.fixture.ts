import { createKeys, createLog, createRedis, type Keys, redisSettings } from '@cueline/shared';
import { startRedisServer } from '@cueline/shared/testing';
import { z } from 'zod';

/** A Redis of a test's own, and a client of it. */
export async function startRedis(role: Parameters<typeof createRedis>[1]['role'] = 'commands') {
  const server = await startRedisServer();
  const log = createLog({ name: 'test', level: 'silent' });
  const redis = createRedis(z.object(redisSettings).parse({ REDIS_URL: server.url }), { role, log });
  let prefixes = 0;
  return {
    server,
    redis,
    log,
    /** Keys with a prefix not used before, for tests that share a Redis. */
    newKeys: (): Keys => createKeys(`test-${(prefixes += 1)}`),
    stop: async (): Promise<void> => {
      redis.disconnect();
      await server.stop();
    },
  };
}
export type TestRedis = Awaited<ReturnType<typeof startRedis>>;
