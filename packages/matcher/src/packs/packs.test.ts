import { compilePack, type Pack } from '@cueline/rules';
import { createKeys, createLog } from '@cueline/shared';
import { type RedisServer, startRedisServer } from '@cueline/shared/testing';
import { Redis } from 'ioredis';
import { Registry } from 'prom-client';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createMatcherMetrics } from '../metrics.js';
import { createPacks } from './packs.js';
import { PACK } from '../partition/partition.fixture.js';

const DAY_MS = 86_400_000;
const keys = createKeys('test');
const first = compilePack(PACK);
const other = compilePack({ ...PACK, prohibited: [] });

let server: RedisServer;
let redis: Redis;
let lines: string[] = [];

beforeEach(async () => {
  server = await startRedisServer();
  redis = new Redis(server.url);
  lines = [];
});
afterEach(async () => {
  redis.disconnect();
  await server.stop();
});

function startPacks() {
  const log = createLog({ name: 'test', level: 'info', destination: { write: (line) => void lines.push(line) } });
  return createPacks({ redis, keys, log, metrics: createMatcherMetrics(new Registry()), first });
}
const stored = async (pack: { digest: string }) => (await redis.hexists(keys.packs, pack.digest)) === 1;
const setUsedAt = async (pack: { digest: string }, agoMs: number) =>
  redis.hset(keys.packs, `${pack.digest}:usedAt`, Date.now() - agoMs);

test('a pack that Redis has lost is stored again', async () => {
  const packs = startPacks();
  await packs.putInForce();
  const json = await redis.hget(keys.packs, first.digest);
  await redis.del(keys.packs);
  await packs.restore();
  expect(await redis.hget(keys.packs, first.digest)).toBe(json);
});

test('a pack that Redis refused at first comes into force later', async () => {
  const packs = startPacks();
  await packs.putInForce();
  await redis.config('SET', 'maxmemory', '1');
  await expect(packs.use(other)).rejects.toThrow('OOM');
  expect(await packs.packFor(undefined)).toBe(first);
  await redis.config('SET', 'maxmemory', '0');
  await packs.restore();
  expect(await packs.packFor(undefined)).toBe(other);
  expect(await stored(other)).toBe(true);
});

test('a pack that no matcher has used for a day is removed; those in force or pinned here stay', async () => {
  const [pinned, unused]: Pack[] = [
    { ...PACK, disclosures: [] },
    { ...PACK, disclosures: [], prohibited: [] },
  ];
  const ofOthers = [pinned, unused].flatMap((pack) => (pack ? [compilePack(pack)] : []));
  for (const { pack, digest } of ofOthers) await redis.hset(keys.packs, digest, JSON.stringify(pack));
  const packs = startPacks();
  await packs.putInForce();
  await packs.packFor(ofOthers[0]?.digest);
  for (const pack of [first, ...ofOthers]) await setUsedAt(pack, DAY_MS + 60_000);
  await packs.sweep();
  expect(await Promise.all([first, ...ofOthers].map(stored))).toEqual([true, true, false]);
});

test('a pack used within a day stays, whoever uses it', async () => {
  await redis.hset(keys.packs, other.digest, JSON.stringify(other.pack));
  await setUsedAt(other, DAY_MS - 60_000);
  await startPacks().sweep();
  expect(await stored(other)).toBe(true);
});

test('an interaction whose pack is gone is judged by the pack in force, and that is logged', async () => {
  expect(await startPacks().packFor(other.digest)).toBe(first);
  expect(lines.join()).toContain('a pinned rule pack is gone from Redis');
});
