import { createKeys, createLog, createMetrics, createRedis, redisSettings } from '@cueline/shared';
import { startRedisServer } from '@cueline/shared/testing';
import { Queue } from 'bullmq';
import { z } from 'zod';
import { createPublisherMetrics } from '../metrics.js';

/** A queue on a test's own Redis, and what its worker needs except its looks. */
export async function startQueue() {
  const server = await startRedisServer();
  const log = createLog({ name: 'test', level: 'silent' });
  const redis = createRedis(z.object(redisSettings).parse({ REDIS_URL: server.url }), { role: 'queue', log });
  const keys = createKeys('cueline');
  const queue = new Queue(keys.queue.name, { connection: redis, prefix: keys.queue.prefix });
  const metrics = createPublisherMetrics(createMetrics('test'));
  return {
    worker: { redis, keys, queue, metrics, log },
    /** Requests a look. */
    ask: (interactionId: string) => queue.add('look', { interactionId, revision: 1 }, { removeOnComplete: true }),
    stop: async () => {
      redis.disconnect();
      await server.stop();
    },
  };
}
