import { createKeys, createLog, createMetrics, createRedis, redisSettings } from '@cueline/shared';
import { startRedisServer } from '@cueline/shared/testing';
import { Queue } from 'bullmq';
import { expect, onTestFinished, test, vi } from 'vitest';
import { z } from 'zod';
import { createPublisherMetrics } from './publisher-metrics.js';
import { closeWorker, createCueWorker } from './worker.js';

test('a Redis that refuses to hand out jobs is asked a few times a second, and each refusal is told once', async () => {
  const server = await startRedisServer();
  const log = createLog({ name: 'test', level: 'silent' });
  const warn = vi.spyOn(log, 'warn');
  const settings = z.object(redisSettings).parse({ REDIS_URL: server.url });
  const redis = createRedis(settings, { role: 'queue', log });
  const keys = createKeys('cueline');
  const queue = new Queue(keys.queue.name, { connection: redis, prefix: keys.queue.prefix });
  const looked: string[] = [];
  await queue.add('look', { interactionId: 'x', revision: 1 });
  await redis.config('SET', 'maxmemory', '1');
  const worker = createCueWorker({
    redis,
    keys,
    queue,
    look: async ({ interactionId }) => {
      looked.push(interactionId);
      return { kind: 'done' };
    },
    metrics: createPublisherMetrics(createMetrics('test')),
    log,
  });
  const refusals: { message: string; atMs: number }[] = [];
  worker.on('error', ({ message }) => refusals.push({ message, atMs: performance.now() }));
  onTestFinished(async () => {
    await closeWorker(worker, 1000);
    redis.disconnect();
    await server.stop();
  });
  await vi.waitFor(() => expect(refusals.length).toBeGreaterThan(5), { timeout: 20_000 });
  expect((refusals[5]?.atMs ?? 0) - (refusals[0]?.atMs ?? 0)).toBeGreaterThan(900);
  expect(warn).toHaveBeenCalledTimes(new Set(refusals.map(({ message }) => message)).size);

  await redis.config('SET', 'maxmemory', '0');
  await vi.waitFor(() => expect(looked).toEqual(['x']), { timeout: 20_000 });
});
