import {
  createWrittenFormat,
  createKeys,
  createLog,
  createRedis,
  createReplicated,
  InteractionId,
  readSettings,
  redisSettings,
  replicaOf,
  StoredSpan,
} from '@cueline/shared';
import { startRedisServer, type RedisServer } from '@cueline/shared/testing';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { createWriteSegments, type WriteCall } from './write-segments.js';

const keys = createKeys('test');
const listening = keys.listening(0);
let server: RedisServer;
let redis: Redis;
let write: (call: WriteCall) => Promise<{ calls: number; written: number }>;

beforeAll(async () => {
  server = await startRedisServer();
  redis = new Redis(server.url);
  const writeTo = createWriteSegments({
    format: createWrittenFormat(),
    delayMs: 0,
    redis,
    keys,
    field: 'replica:a',
    replicated: createReplicated(redis, 0),
  });
  write = async (one) => await writeTo(0, one);
});
beforeEach(async () => {
  await redis.flushall();
});
afterAll(async () => {
  redis.disconnect();
  await server.stop();
});

const nowUs = Date.now() * 1_000;
function call(
  calls: number,
  digests: readonly string[],
  { span = 1, tidy = false, atUs = nowUs, more = false } = {},
): WriteCall {
  const entries = digests.map((digest, index) => ({
    interactionId: InteractionId.parse('call'),
    heardUs: index,
    heardAtUs: atUs + index,
    digest,
    segment: JSON.stringify({ digest }),
  }));
  return {
    batch: { entries, span: { number: span, sinceUs: atUs, untilUs: atUs + 1_000 }, more },
    calls,
    nowUs: atUs,
    tidy,
  };
}

test("repeating the script's call changes nothing", async () => {
  expect(await write(call(0, ['a', 'b']))).toMatchObject({ calls: 1, written: 2 });
  expect(await write(call(0, ['a', 'b']))).toMatchObject({ calls: 1, written: 0 });
  expect(await redis.xlen(keys.segments(0))).toBe(2);
});

test('a span is stored as the schema says', async () => {
  await write(call(0, ['a'], { span: 3, more: true }));
  const span = StoredSpan.strict().parse(JSON.parse((await redis.hget(listening, 'replica:a')) ?? ''));
  expect(span).toMatchObject({ sinceMs: nowUs / 1000, untilMs: nowUs / 1000 + 1, span: 3, calls: 1, more: true });
  await write(call(1, [], { span: 4 }));
  expect(await redis.hkeys(listening)).toEqual(expect.arrayContaining(['replica:a', 'replica:a:3']));
  expect(['replica:a', 'replica:a:3', 'listened'].map(replicaOf)).toEqual(['a', undefined, undefined]);
});

test('an entry that is twice in one batch is written once', async () => {
  expect(await write(call(0, ['a', 'a']))).toMatchObject({ written: 1 });
});

test('an entry written in the minutes before, or by a clock ahead, is not written again', async () => {
  await write(call(0, ['a', 'b'], { atUs: nowUs + 60_000_000 }));
  expect(await write(call(1, ['a'], { atUs: nowUs }))).toMatchObject({ written: 0 });
  expect(await write(call(2, ['b'], { atUs: nowUs + 6 * 60_000_000 }))).toMatchObject({ written: 0 });
});

test('an entry heard too long ago to be remembered is written only if nobody else listened', async () => {
  const longAgoMs = nowUs / 1_000 - 600_000;
  await redis.hset(listening, { listened: longAgoMs + 100_000, gaps: `${longAgoMs + 10_000}-${longAgoMs + 20_000}` });
  const heard = (calls: number, afterMs: number) =>
    write(call(calls, [`digest-${afterMs}`], { atUs: (longAgoMs + afterMs) * 1_000 }));
  expect(await heard(0, 0)).toMatchObject({ written: 0 });
  expect(await heard(1, 15_000)).toMatchObject({ written: 1 });
  expect(await heard(2, 99_000)).toMatchObject({ written: 0 });
  expect(await heard(3, 101_000)).toMatchObject({ written: 1 });
});

test('what was said long ago and came late is written if others may have listened only before it came', async () => {
  const longAgoMs = nowUs / 1_000 - 600_000;
  await redis.hset(listening, { listened: longAgoMs + 100_000 });
  const writeLate = createWriteSegments({
    format: createWrittenFormat(),
    delayMs: 60_000,
    redis,
    keys,
    field: 'replica:a',
    replicated: createReplicated(redis, 0),
  });
  const said = (calls: number, afterMs: number, beforeMs: number) => {
    const { batch, ...rest } = call(calls, [`said ${afterMs}`], { atUs: (longAgoMs + afterMs + beforeMs) * 1_000 });
    const entries = batch.entries.map((entry) => ({ ...entry, saidBeforeUs: beforeMs * 1_000 }));
    return writeLate(0, { ...rest, batch: { ...batch, entries } });
  };
  expect(await said(0, 30_000, 9_000)).toMatchObject({ written: 0 });
  expect(await said(1, 99_000, 50_000)).toMatchObject({ written: 1 });
  const [[, [, heardAt]] = ['', []]] = await redis.xrange(keys.segments(0), '-', '+');
  expect(Number(heardAt)).toBeCloseTo(longAgoMs + 99_000, 2);
});

test('an end frame is known of as soon as it is written, once, and for an hour', async () => {
  const x = InteractionId.parse('x');
  const endOf = (digest: string, afterMs: number): WriteCall => {
    const { batch, ...rest } = call(afterMs, ['speech', digest], { atUs: nowUs + afterMs * 1_000 });
    const entries = batch.entries.map((entry) => (entry.digest === digest ? { ...entry, ends: x } : entry));
    return { ...rest, batch: { ...batch, entries } };
  };
  await write(endOf('end', 0));
  await write(endOf('end', 1));
  await write(endOf('another end', 2));
  const heard = (await redis.get(keys.ended(0, x)))?.trim().split(' ').map(Number);
  expect(heard).toEqual([0, 2].map((afterMs) => expect.closeTo(nowUs / 1_000 + afterMs + 0.001, 3)));
  expect(await redis.ttl(keys.ended(0, x))).toBeGreaterThan(3500);
});

test('heard times keep all their digits', async () => {
  await write(call(0, ['a'], { atUs: 1_795_351_922_450_617 }));
  const [[, [, heardAt]] = ['', []]] = await redis.xrange(keys.segments(0), '-', '+');
  expect(heardAt).toBe('1795351922450.617');
  expect(await redis.hget(listening, 'replica:a')).toContain('"sinceMs":1795351922450.617,"untilMs":1795351922451.617');
});

test('a Redis that has lost calls returns how many it knows, and writes nothing', async () => {
  await write(call(0, ['a']));
  expect(await write(call(3, ['b']))).toMatchObject({ calls: 1, written: 0 });
  expect(await redis.xlen(keys.segments(0))).toBe(1);
});

test('an ended span stays in a field of its own', async () => {
  await write(call(0, ['a']));
  await write(call(1, ['b'], { span: 2, atUs: nowUs + 5_000_000, tidy: true }));
  expect(await redis.hkeys(listening)).toEqual(expect.arrayContaining(['replica:a', 'replica:a:1']));
});

test('an ingest that holds more than it writes marks its span until it has written all', async () => {
  const isBehind = async () => (await redis.hget(listening, 'replica:a'))?.includes('"more":true');
  await write(call(0, ['a'], { more: true }));
  expect(await isBehind()).toBe(true);
  await write(call(1, ['b']));
  expect(await isBehind()).toBe(false);
});

test('entries that another ingest heard earlier but writes later are recorded as late', async () => {
  await write(call(0, ['a', 'b']));
  const other = createWriteSegments({
    format: createWrittenFormat(),
    delayMs: 0,
    redis,
    keys,
    field: 'replica:b',
    replicated: createReplicated(redis, 0),
  });
  await other(0, call(0, ['c', 'd'], { atUs: nowUs - 2_000_000 }));
  await write(call(1, ['e'], { atUs: nowUs + 2_000_000 }));
  const entries = await redis.xrange(keys.segments(0), '-', '+');
  expect(entries.map(([, fields]) => fields[3])).toEqual(
    ['a', 'b', 'c', 'd', 'e'].map((digest) => JSON.stringify({ digest })),
  );
  expect(await redis.zrange(keys.late(0), '0', '-1')).toEqual([entries[2]?.[0], entries[3]?.[0]]);
});

test('an ingest unseen for ten minutes is removed', async () => {
  const goneMs = Date.now() - 601_000;
  await redis.hset(
    listening,
    'replica:b',
    JSON.stringify({ sinceMs: 1, untilMs: 2, seenAtMs: goneMs, span: 1, calls: 1 }),
  );
  await redis.hset(
    listening,
    'replica:c',
    JSON.stringify({ sinceMs: 1, untilMs: 2, seenAtMs: Date.now(), span: 1, calls: 1 }),
  );
  await write(call(0, [], { tidy: true }));
  expect((await redis.hkeys(listening)).sort((a, b) => a.localeCompare(b))).toEqual(['replica:a', 'replica:c']);
});

test('a written segment is remembered in less than 100 bytes, which expire', async () => {
  for (let calls = 0; calls < 40; calls += 1) {
    await write(
      call(
        calls,
        Array.from({ length: 250 }, (_, index) => `digest-${(calls * 250 + index) % 10_000}`),
      ),
    );
  }
  const seen = keys.seen(0, Math.floor(nowUs / 60_000_000));
  const bytes = await redis.memory('USAGE', seen, 'SAMPLES', 0);
  expect((bytes ?? Infinity) / 10_000).toBeLessThan(100);
  expect(await redis.ttl(seen)).toBeGreaterThan(300);
});

test('a batch sent again because its connection was cut is written once', async () => {
  const settings = readSettings(z.object(redisSettings), { REDIS_URL: server.url });
  const connected = createRedis(settings, { role: 'commands', log: createLog({ name: 'test', level: 'silent' }) });
  onTestFinished(() => connected.disconnect());
  const writeTo = createWriteSegments({
    format: createWrittenFormat(),
    delayMs: 0,
    redis: connected,
    keys,
    field: 'replica:a',
    replicated: createReplicated(connected, 0),
  });
  const digests = Array.from({ length: 200 }, (_, index) => [`first-${index}`, `second-${index}`]);
  for (const [calls, pair] of digests.entries()) {
    const written = writeTo(0, call(calls, pair));
    await redis.call('CLIENT', 'KILL', 'TYPE', 'normal');
    expect(await written).toMatchObject({ calls: calls + 1 });
  }
  const entries = await redis.xrange(keys.segments(0), '-', '+');
  const segments = entries.map(([, fields]) => JSON.parse(fields[3] ?? '') as unknown);
  expect(segments).toEqual(digests.flat().map((digest) => ({ digest })));
});
