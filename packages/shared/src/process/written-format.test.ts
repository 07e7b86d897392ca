import { Redis } from 'ioredis';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createKeys } from '../stored/keys.js';
import { FORMAT } from '../stored/format.js';
import { startRedisServer } from '../testing/index.js';
import { createWrittenFormat, formatRefusal } from './written-format.js';

const keys = createKeys('cueline');
const HOUR_MS = 3_600_000;

let server: Awaited<ReturnType<typeof startRedisServer>>;
let redis: Redis;
beforeEach(async () => {
  server = await startRedisServer();
  redis = new Redis(server.url);
});
afterEach(async () => {
  redis.disconnect();
  await server.stop();
});

/** A process that runs: the formats it reads, for how long it has run, and how long ago it was seen. */
async function running(name: string, formats: [number, number] | undefined, { upMs = HOUR_MS, agoMs = 0 } = {}) {
  const [seconds] = await redis.time();
  const beat = { v: 1, kind: name, ...(formats && { formats }), upMs };
  await redis.hset(keys.processes, name, JSON.stringify({ seenAtMs: Number(seconds) * 1000 - agoMs, beat }));
}
/** A process of the release that writes format 2 and reads format 1. */
const later = () => createWrittenFormat({ oldest: 1, newest: 2 });

test('the first process of all begins with its own format', async () => {
  expect(await later().agree({ redis, keys })).toBe(2);
  expect(await redis.get(keys.format)).toBe('2');
});

test('a process writes what each other that runs can read, and raises the format once all know the next and have settled', async () => {
  const format = later();
  await running('earlier', [1, 1]);
  await running('later', [1, 2]);
  expect(await format.agree({ redis, keys })).toBe(1);
  await running('earlier', [1, 1], { agoMs: 60_000 }); // killed, or frozen: it may come back
  expect(await format.agree({ redis, keys })).toBe(1);
  await redis.hdel(keys.processes, 'earlier');
  await running('later', [1, 2], { upMs: 5000 }); // it may still be rolled back
  expect(await format.agree({ redis, keys })).toBe(1);
  await running('later', [1, 2]);
  expect(await format.agree({ redis, keys })).toBe(2);
  expect(format.current()).toBe(2);
});

test('a process from before formats counts as one that reads the first, and what is no heartbeat counts as none', async () => {
  await redis.hset(keys.processes, { damaged: '{', other: '{"of":"later"}', number: '7' });
  await running('old', undefined);
  expect(await later().agree({ redis, keys })).toBe(1);
});

test('a format that Redis has lost is kept as it was', async () => {
  const format = later();
  await running('earlier', [1, 1]);
  await format.agree({ redis, keys });
  await redis.flushall();
  expect(await format.agree({ redis, keys })).toBe(1);
  expect(await redis.get(keys.format)).toBe('1');
});

test('before it knows the format in force, a process writes what all can read; it never writes what it does not know', async () => {
  expect(later().current()).toBe(1);
  await redis.set(keys.format, 7);
  const format = later();
  expect(await format.agree({ redis, keys })).toBe(7);
  expect(format.current()).toBe(2);
});

test('a release refuses a format that it does not read, and says which release is needed', () => {
  expect(formatRefusal(FORMAT)).toBeUndefined();
  expect(formatRefusal(FORMAT + 1)).toMatch(/a later release has taken over, and is needed/);
  expect(formatRefusal(1, { oldest: 2, newest: 3 })).toMatch(/update to the release before this one first/);
});
