import { createKeys, createLog, createRedis, redisSettings, type RedisClient } from '@cueline/shared';
import { startRedisServer, type RedisServer } from '@cueline/shared/testing';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { createRate, sendMarginMs } from './rate.js';

let server: RedisServer;
let redis: RedisClient;

beforeAll(async () => {
  server = await startRedisServer();
  const settings = z.object(redisSettings).parse({ REDIS_URL: server.url });
  redis = createRedis(settings, { role: 'commands', log: createLog({ name: 'test', level: 'silent' }) });
});

afterAll(async () => {
  redis.disconnect();
  await server.stop();
});

/** Takes requests as fast as they are to be had; gives when each was, in ms. */
async function takeAll(count: number, most: number, windowMs: number, prefix: string): Promise<number[]> {
  const rate = createRate({ redis, keys: createKeys(prefix), max: most, windowMs });
  const takenAt: number[] = [];
  while (takenAt.length < count) {
    const taken = await rate.take(most);
    if (taken.kind === 'taken') takenAt.push(performance.now());
    else await delay(taken.forMs);
  }
  return takenAt;
}

test.each([
  { most: 1, windowMs: 40 },
  { most: 3, windowMs: 100 },
  { most: 20, windowMs: 300 },
])('no window of $windowMs ms has more than $most requests, wherever it is laid', async ({ most, windowMs }) => {
  const takenAt = await takeAll(most * 4, most, windowMs, `window-${windowMs}`);
  for (const [index, atMs] of takenAt.entries()) {
    const before = takenAt[index - most];
    if (before !== undefined) expect(atMs - before).toBeGreaterThan(windowMs);
  }
});

test('what is allowed is also to be had: the rate is used to the full', async () => {
  const windowMs = 100;
  const takenAt = await takeAll(30, 10, windowMs, 'full');
  expect(takenAt.at(-1)! - takenAt[0]!).toBeLessThan(3 * (windowMs + sendMarginMs(windowMs)));
});

test('a lowered rate holds at once, also for requests taken before', async () => {
  const rate = createRate({ redis, keys: createKeys('lowered'), max: 10, windowMs: 60_000 });
  for (let i = 0; i < 5; i += 1) await rate.take(10);
  expect((await rate.take(5)).kind).toBe('used_up');
  expect((await rate.take(6)).kind).toBe('taken');
});

test('publishers together have one rate', async () => {
  const keys = createKeys('together');
  const rates = [1, 2, 3].map(() => createRate({ redis, keys, max: 4, windowMs: 60_000 }));
  const taken = await Promise.all(rates.flatMap((rate) => [rate.take(4), rate.take(4)]));
  expect(taken.filter(({ kind }) => kind === 'taken')).toHaveLength(4);
});
