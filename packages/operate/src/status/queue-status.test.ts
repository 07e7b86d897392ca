import { createKeys, createLog, createRedis, redisSettings, type RedisClient } from '@cueline/shared';
import { startRedisServer, type RedisServer } from '@cueline/shared/testing';
import { Queue, Worker } from 'bullmq';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { readQueueStatus } from './queue-status.js';

let server: RedisServer;
let redis: RedisClient;
let prefixes = 0;

beforeAll(async () => {
  server = await startRedisServer();
  const settings = z.object(redisSettings).parse({ REDIS_URL: server.url });
  redis = createRedis(settings, { role: 'queue', log: createLog({ name: 'test', level: 'silent' }) });
});

afterAll(async () => {
  redis.disconnect();
  await server.stop();
});

/** A queue with one job, added 40 s ago. */
async function setUp(options: { priority?: number; delay?: number } = {}) {
  prefixes += 1;
  const keys = createKeys(`queue-status-${prefixes}`);
  const queue = new Queue(keys.queue.name, { connection: redis, prefix: keys.queue.prefix });
  const nowMs = Date.now();
  await queue.add('look', {}, { ...options, timestamp: nowMs - 40_000 });
  return { keys, queue, nowMs, read: () => readQueueStatus(redis, keys.queue, nowMs) };
}

test('an empty queue has no oldest job', async () => {
  const keys = createKeys('queue-status-empty');
  expect(await readQueueStatus(redis, keys.queue, Date.now())).toEqual({
    jobs: { active: 0, wait: 0, prioritized: 0, delayed: 0 },
    oldestMs: 0,
    isPaused: false,
  });
});

test('a job waits from when it was added, with a priority or without', async () => {
  for (const options of [{}, { priority: 1 }]) {
    const { queue, read } = await setUp(options);
    await queue.add('look', {}, options);
    expect(await read()).toMatchObject({ oldestMs: 40_000 });
  }
});

test('a delayed job waits from the end of its delay', async () => {
  expect(await (await setUp({ delay: 30_000 })).read()).toMatchObject({ jobs: { delayed: 1 }, oldestMs: 10_000 });
  expect(await (await setUp({ delay: 60_000 })).read()).toMatchObject({ jobs: { delayed: 1 }, oldestMs: 0 });
});

test('a running job counts from when a worker took it', async () => {
  const { keys, nowMs, read } = await setUp();
  const worker = new Worker(keys.queue.name, null, { connection: redis, prefix: keys.queue.prefix });
  onTestFinished(() => worker.close());
  await worker.getNextJob('a token');
  expect(await read()).toMatchObject({ jobs: { active: 1 }, oldestMs: 0 });
  expect((await readQueueStatus(redis, keys.queue, nowMs + 60_000)).oldestMs).toBeGreaterThan(40_000);
});

test('a job that failed is one that is taken again, with when and why; one that was put off otherwise is not', async () => {
  const { keys, queue, nowMs, read } = await setUp();
  const worker = new Worker(keys.queue.name, null, { connection: redis, prefix: keys.queue.prefix });
  onTestFinished(() => worker.close());
  await queue.add('look', {}, { attempts: 5, backoff: { type: 'fixed', delay: 30_000 } });
  const [held, failing] = [await worker.getNextJob('a'), await worker.getNextJob('b')];
  await held?.moveToDelayed(nowMs + 10_000, 'a');
  expect((await read()).retries).toBeUndefined();
  await failing?.moveToFailed(new Error('the cue API answered 500'), 'b');
  const { jobs, retries } = await read();
  expect(jobs).toMatchObject({ delayed: 2 });
  expect(retries).toMatchObject({ jobs: 1, reason: 'the cue API answered 500' });
  expect(retries?.nextInMs).toBeGreaterThan(20_000);
});
