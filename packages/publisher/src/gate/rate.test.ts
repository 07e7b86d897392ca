import { setTimeout as delay } from 'node:timers/promises';
import { createRandom } from '@cueline/simulator';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createRate, type RateLimit } from './rate.js';
import { startRedis, type TestRedis } from '../redis.fixture.js';

let testRedis: TestRedis;

beforeAll(async () => {
  testRedis = await startRedis();
});
afterAll(() => testRedis.stop());

/** A rate that nobody has used before. */
const newRate = (limit: RateLimit) => createRate({ redis: testRedis.redis, keys: testRedis.newKeys(), ...limit });

/** Makes requests as fast as they are admitted, each answered after this long; returns when each arrived, in ms. */
async function makeRequests(count: number, limit: RateLimit, travelMs: () => number): Promise<number[]> {
  const rate = newRate(limit);
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
  const random = createRandom(1);
  const arrivals = await makeRequests(limit.max * 4, limit, () => random() * limit.windowMs);
  const spans = arrivals.slice(limit.max).map((atMs, index) => atMs - arrivals[index]!);
  expect(Math.min(...spans)).toBeGreaterThan(limit.windowMs);
});

test('a request makes room for another one window after its answer', async () => {
  const limit = { max: 10, windowMs: 200 };
  const rate = newRate(limit);
  const take = (count: number) => Promise.all(Array.from({ length: count }, () => rate.take(limit.max)));
  const first = await take(limit.max + 1);
  const refused = first.flatMap((one) => (one.kind === 'used_up' ? one.forMs : []));
  expect(refused).toHaveLength(1);
  expect(refused[0]).toBeLessThanOrEqual(limit.windowMs);
  await Promise.all(Array.from({ length: limit.max }, () => rate.answered()));
  await delay(limit.windowMs + 1);
  expect(await take(limit.max)).toEqual(Array.from({ length: limit.max }, () => ({ kind: 'taken' })));
});

test('a lowered rate holds at once, also for requests taken before', async () => {
  const rate = newRate({ max: 10, windowMs: 60_000 });
  for (let i = 0; i < 5; i += 1) await rate.take(10);
  expect((await rate.take(5)).kind).toBe('used_up');
  expect((await rate.take(6)).kind).toBe('taken');
});

test('requests of a killed process stop counting', async () => {
  const context = { redis: testRedis.redis, keys: testRedis.newKeys(), max: 1, windowMs: 100 };
  await createRate(context).take(1);
  const another = createRate(context);
  await vi.waitFor(async () => expect((await another.take(1)).kind).toBe('taken'), 20_000);
});

test('publishers together have one rate', async () => {
  const context = { redis: testRedis.redis, keys: testRedis.newKeys(), max: 4, windowMs: 60_000 };
  const rates = [1, 2, 3].map(() => createRate(context));
  const taken = await Promise.all(rates.flatMap((rate) => [rate.take(4), rate.take(4)]));
  expect(taken.filter(({ kind }) => kind === 'taken')).toHaveLength(4);
});
