import { createKeys, createLog, createMetrics, createRedis, redisSettings } from '@cueline/shared';
import { startRedisServer } from '@cueline/shared/testing';
import { Queue, type Worker } from 'bullmq';
import { expect, onTestFinished, test, vi } from 'vitest';
import { z } from 'zod';
import { createPublisherMetrics } from './publisher-metrics.js';
import { createSteadyWorker } from './steady-worker.js';
import { createCueWorker, type CueWorkerContext } from './worker.js';

const log = createLog({ name: 'test', level: 'silent' });

/** Starts a worker that is watched, and whose first life takes no jobs where that is asked for. */
async function setUp({ firstTakesJobs }: { firstTakesJobs: boolean }) {
  const server = await startRedisServer();
  const settings = z.object(redisSettings).parse({ REDIS_URL: server.url });
  const redis = createRedis(settings, { role: 'queue', log });
  const keys = createKeys('cueline');
  const queue = new Queue(keys.queue.name, { connection: redis, prefix: keys.queue.prefix });
  const lives: Worker[] = [];
  const looked: string[] = [];
  const worker = createSteadyWorker({
    redis,
    keys,
    queue,
    look: async ({ interactionId }) => {
      looked.push(interactionId);
      return { kind: 'done' };
    },
    metrics: createPublisherMetrics(createMetrics('test')),
    log,
    checkEveryMs: 100,
    start: (context: CueWorkerContext) => {
      const life = createCueWorker(context);
      if (lives.length === 0 && !firstTakesJobs) void life.pause(true);
      lives.push(life);
      return life;
    },
  });
  onTestFinished(async () => {
    await worker.close(1000);
    redis.disconnect();
    await server.stop();
  });
  const ask = (interactionId: string) => queue.add('look', { interactionId, revision: 1 }, { removeOnComplete: true });
  return { ask, lives, looked, queue };
}

test('a worker that takes no jobs any more is replaced', async () => {
  const { ask, lives, looked } = await setUp({ firstTakesJobs: false });
  await ask('x');
  await vi.waitFor(() => expect(looked).toEqual(['x']), { timeout: 5000 });
  expect(lives).toHaveLength(2);
});

test('a worker whose queue is held is left alone', async () => {
  const { ask, lives, looked, queue } = await setUp({ firstTakesJobs: true });
  const asked = vi.spyOn(queue, 'getRateLimitTtl');
  await queue.rateLimit(60_000);
  await ask('x');
  await vi.waitFor(() => expect(asked.mock.calls.length).toBeGreaterThan(6), { timeout: 5000 });
  expect(looked).toEqual([]);
  expect(lives).toHaveLength(1);
});
