import { createKeys, createLog, createRedis, type Keys, redisSettings, type RedisClient } from '@cueline/shared';
import { startRedisServer, type RedisServer } from '@cueline/shared/testing';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { createRate, type RateLimit } from './rate.js';

let server: RedisServer;
let redis: RedisClient;
let prefixes = 0;

/** Keys of a prefix not used before. */
function newKeys(): Keys {
  prefixes += 1;
  return createKeys(`rate-${prefixes}`);
}

beforeAll(async () => {
  server = await startRedisServer();
  const settings = z.object(redisSettings).parse({ REDIS_URL: server.url });
  redis = createRedis(settings, { role: 'commands', log: createLog({ name: 'test', level: 'silent' }) });
});

afterAll(async () => {
  redis.disconnect();
  await server.stop();
});

/** Makes requests as fast as they are admitted, each answered after this long; returns when each arrived, in ms. */
async function makeRequests(count: number, limit: RateLimit, travelMs: () => number): Promise<number[]> {
  const rate = createRate({ redis, keys: newKeys(), ...limit });
  const arrivals: Promise<number>[] = [];
  const travel = async () => {
    await delay(travelMs());
    const atMs = performance.now();
    await rate.answered();
    return atMs;
  };
  while (arrivals.length < count) {
    const taken = await rate.take(limit.max);
    if (taken.kind === 'used_up') {
      await delay(taken.forMs);
      continue;
    }
    arrivals.push(travel());
  }
  return (await Promise.all(arrivals)).sort((a, b) => a - b);
}

test.each([
  { max: 1, windowMs: 40 },
  { max: 3, windowMs: 100 },
  { max: 20, windowMs: 300 },
])('no window of $windowMs ms sees more than $max requests arrive, however long each travels', async (limit) => {
  const arrivals = await makeRequests(limit.max * 4, limit, () => Math.random() * limit.windowMs);
  const spans = arrivals.slice(limit.max).map((atMs, index) => atMs - arrivals[index]!);
  expect(Math.min(...spans)).toBeGreaterThan(limit.windowMs);
});

test('what is allowed is also to be had: the rate is used to the full', async () => {
  const arrivals = await makeRequests(30, { max: 10, windowMs: 200 }, () => 0);
  expect(arrivals.at(-1)! - arrivals[0]!).toBeLessThan(600);
});

test('a lowered rate holds at once, also for requests taken before', async () => {
  const rate = createRate({ redis, keys: newKeys(), max: 10, windowMs: 60_000 });
  for (let i = 0; i < 5; i += 1) await rate.take(10);
  expect((await rate.take(5)).kind).toBe('used_up');
  expect((await rate.take(6)).kind).toBe('taken');
});

test('requests of a killed process stop counting', async () => {
  const limit = { max: 1, windowMs: 100 };
  const keys = newKeys();
  await createRate({ redis, keys, ...limit }).take(1);
  const startedAtMs = performance.now();
  await vi.waitFor(async () => expect((await createRate({ redis, keys, ...limit }).take(1)).kind).toBe('taken'), 5000);
  expect(performance.now() - startedAtMs).toBeLessThan(3000);
});

test('publishers together have one rate', async () => {
  const keys = newKeys();
  const rates = [1, 2, 3].map(() => createRate({ redis, keys, max: 4, windowMs: 60_000 }));
  const taken = await Promise.all(rates.flatMap((rate) => [rate.take(4), rate.take(4)]));
  expect(taken.filter(({ kind }) => kind === 'taken')).toHaveLength(4);
});
