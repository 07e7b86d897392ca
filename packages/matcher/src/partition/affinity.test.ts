import { createKeys, createLog } from '@cueline/shared';
import { startRedisServer } from '@cueline/shared/testing';
import { Redis } from 'ioredis';
import { expect, onTestFinished, test } from 'vitest';
import { assign, createAffinity } from './affinity.js';

const names = (count: number) => Array.from({ length: count }, (_, i) => `matcher ${i}`);
const ownersOf = (alive: readonly string[], partitions: number) => assign(alive, partitions).map(([owner]) => owner);

test('each matcher owns as many partitions as any other, give or take one, and all stand in line for each', () => {
  for (const [matchers, partitions] of [
    [1, 8],
    [3, 8],
    [5, 8],
    [16, 8],
    [16, 64],
  ] as const) {
    const lines = assign(names(matchers), partitions);
    const counts = names(matchers).map((name) => lines.filter(([owner]) => owner === name).length);
    expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
    expect(lines.every((line) => line.toSorted().join() === names(matchers).toSorted().join())).toBe(true);
  }
});

test('one that joins or leaves takes or leaves its share, and few others change hands', () => {
  const [before, after] = [ownersOf(names(4), 64), ownersOf(names(5), 64)];
  const moved = before.filter((owner, partition) => owner !== after[partition]).length;
  expect(moved).toBeGreaterThanOrEqual(12);
  expect(moved).toBeLessThanOrEqual(26);
});

test('who lives is the same in whichever order it is learned', () => {
  expect(ownersOf(names(5), 64)).toEqual(ownersOf(names(5).toReversed(), 64));
});

/** Matchers that share eight partitions of a private Redis. */
async function setUp() {
  const server = await startRedisServer();
  const redis = new Redis(server.url);
  onTestFinished(async () => {
    redis.disconnect();
    await server.stop();
  });
  const keys = createKeys('test');
  const log = createLog({ name: 'test', level: 'silent' });
  return { redis, keys, join: (consumer: string) => createAffinity({ redis, keys, consumer, partitions: 8, log }) };
}
const owned = ({ isOwner }: ReturnType<typeof createAffinity>) => names(8).filter((_, partition) => isOwner(partition));

test('one that joins has its share at once, and one that takes leave or is not seen any more loses all of it', async () => {
  const { redis, keys, join } = await setUp();
  const [one, two] = [join('one'), join('two')];
  await one.join();
  expect(owned(one)).toHaveLength(8);
  await two.join();
  expect(owned(two)).toHaveLength(4);
  await one.join();
  expect(owned(one)).toHaveLength(4);
  expect(new Set([...owned(one), ...owned(two)]).size).toBe(8);
  const nowMs = Number((await redis.time())[0]) * 1000;
  expect([...one.seenMs().keys()].toSorted()).toEqual(['one', 'two']);
  expect([...one.seenMs().values()].every((atMs) => Math.abs(atMs - nowMs) < 60_000)).toBe(true);

  await two.keep(AbortSignal.abort());
  await one.join();
  expect(owned(one)).toHaveLength(8);
  const [seconds] = await redis.time();
  // by a clock that was set back since, it was seen in an hour
  await redis.zadd(keys.matchers, Number(seconds) * 1000 - 3000, 'hangs', (Number(seconds) + 3600) * 1000, 'gone');
  await one.join();
  expect(owned(one)).toHaveLength(8);
});

test('one that cannot learn who else lives works on all partitions', async () => {
  const { redis, keys, join } = await setUp();
  const [one, two] = [join('one'), join('two')];
  await two.join();
  await one.join();
  expect(owned(one)).toHaveLength(4);
  await redis.set(keys.matchers, 'something else');
  await one.join();
  expect(owned(one)).toHaveLength(8);
});
