import { createKeys, createMetrics } from '@cueline/shared';
import { Queue } from 'bullmq';
import { createPublisherMetrics } from '../metrics.js';
import { startRedis } from '../redis.fixture.js';

/** A queue on a test's own Redis, and what its worker needs apart from a `look`. */
export async function startQueue() {
  const { server, redis, log, stop } = await startRedis('queue');
  const keys = createKeys('cueline');
  const queue = new Queue(keys.queue.name, { connection: redis, prefix: keys.queue.prefix });
  const metrics = createPublisherMetrics(createMetrics('test'));
  return {
    server,
    worker: { redis, keys, queue, metrics, log },
    /** Requests a look. */
    ask: (interactionId: string) => queue.add('look', { interactionId, revision: 1 }, { removeOnComplete: true }),
    stop,
  };
}
