import {
  createKeys,
  createLog,
  createRedis,
  InteractionId,
  partitionOf,
  readSettings,
  redisSettings,
} from '@cueline/shared';
import { type RedisServer, startRedisServer } from '@cueline/shared/testing';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { copyLayout, joinGapTexts, measureLayout } from './copy-layout.js';
import { createOutcomesCopy } from './copy-outcomes.js';

let server: RedisServer;
let redis: ReturnType<typeof createRedis>;
const from = { epoch: 0, partitions: 4, keys: createKeys('a') };
const to = { epoch: 1, partitions: 6, keys: createKeys('a', 1) };

/** Copies all; `meanwhile` happens once those outcomes have been copied that are there before the pause. */
async function copied(meanwhile = async () => {}) {
  const context = { redis, prefix: 'a', from, to, signal: new AbortController().signal };
  const outcomes = createOutcomesCopy(context);
  const before = await outcomes.begin();
  await meanwhile();
  return { before, ...(await copyLayout(context, outcomes)) };
}

beforeAll(async () => {
  server = await startRedisServer();
  const settings = readSettings(z.object(redisSettings), { REDIS_URL: server.url });
  redis = createRedis(settings, { role: 'commands', log: createLog({ name: 'test', level: 'silent' }) });
});
afterAll(async () => {
  redis.disconnect();
  await server.stop();
});
beforeEach(() => redis.flushall());

const ids = ['one', 'two', 'a:b}:c', 'vier', 'ein {5}', 'six', 'seven', 'eight'].map((id) => InteractionId.parse(id));
const placeOf = (id: InteractionId) => [partitionOf(id, from.partitions), partitionOf(id, to.partitions)] as const;

test('an interaction moves with all that is known of it, and with the time that it has left', async () => {
  for (const id of ids) {
    const [source] = placeOf(id);
    await redis.hset(from.keys.interaction(source, id), { state: '{}', t0: Buffer.from([0, 255, 128]) });
    await redis.zadd(from.keys.deadlines(source), '1234.567', id);
    await redis.zadd(from.keys.outbox(source), 77, id);
    await redis.set(from.keys.ended(source, id), '1 ', 'EX', 1000);
    await redis.append(from.keys.speech(source, id), 'said');
  }
  await copied();
  for (const id of ids) {
    const [, target] = placeOf(id);
    expect(await redis.hgetallBuffer(to.keys.interaction(target, id))).toMatchObject({
      t0: Buffer.from([0, 255, 128]),
    });
    expect(await redis.pttl(to.keys.interaction(target, id))).toBe(-1);
    expect(await redis.zscore(to.keys.deadlines(target), id)).toMatch(/^1234\.56[67]/);
    expect(await redis.zscore(to.keys.outbox(target), id)).toBe('77');
    expect(await redis.pttl(to.keys.ended(target, id))).toBeGreaterThan(900_000);
    expect(await redis.get(to.keys.speech(target, id))).toBe('said');
  }
});

test('segments are in the order in which they were heard, and no ingest writes them again', async () => {
  const heard = [3000, 1000, 4000, 2000, 8000, 7000, 5000, 6000];
  for (const [i, id] of ids.entries()) {
    const [source] = placeOf(id);
    const segment = JSON.stringify({ interactionId: id });
    await redis.xadd(from.keys.segments(source), '*', 'heardAt', `${heard[i]}.5`, 'segment', segment, 'v', '2');
    await redis.sadd(from.keys.seen(source, 7), `digest of ${id}`);
    await redis.expire(from.keys.seen(source, 7), 100);
  }
  await redis.xadd(from.keys.segments(1), '*', 'nothing', 'known');
  await copied();
  for (let target = 0; target < to.partitions; target += 1) {
    const entries = await redis.xrange(to.keys.segments(target), '-', '+');
    const times = entries.map(([, fields]) => Number(fields[1])).filter((time) => time > 0);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
  }
  for (const id of ids) {
    const [, target] = placeOf(id);
    const segments = (await redis.xrange(to.keys.segments(target), '-', '+')).map(([, fields]) => fields[3]);
    expect(segments).toContain(JSON.stringify({ interactionId: id }));
    expect(await redis.smismember(to.keys.seen(target, 7), `digest of ${id}`)).toEqual([1]);
    expect(await redis.pttl(to.keys.seen(target, 7))).toBeGreaterThan(90_000);
  }
});

test('a partition has listened as far as all that it came from, and knows their gaps', async () => {
  for (let source = 0; source < from.partitions; source += 1)
    await redis.hset(from.keys.listening(source), {
      listened: `${2000 + source}.500`,
      watermark: '1999.000',
      latest: `${1000 + source}`,
      gaps: `${10 + source}.000-${20 + source}.000`,
      'replica:x': '{}',
    });
  await copied();
  expect(await redis.hgetall(to.keys.listening(1))).toEqual({
    listened: '2001.500', // of 1 and 3: what divides 4 and 6 is 2
    watermark: '1999.000',
    latest: '1003',
    gaps: '11.000-23.000',
  });
  expect(joinGapTexts(['30.000-40.000', '10.000-20.000 35.000-36.000', ''])).toBe('10.000-20.000 30.000-40.000');
});

test('outcomes keep their times, their speech and their order, and what no archive has kept is pending', async () => {
  const written = new Map<InteractionId, string>();
  for (const id of ids) {
    const [source] = placeOf(id);
    const outcome = ['interactionId', id, 'revision', '1', 'final', '1', 'outcome', '{}'];
    const entry = await redis.xadd(from.keys.outcomes(source), '5000-*', ...outcome);
    await redis.hset(from.keys.outcomeEntries(source), id, entry ?? '');
    written.set(id, entry ?? '');
    await redis.hset(from.keys.endedSpeech(source), entry ?? '', `said in ${id}`);
  }
  const archived = ids.slice(0, 3);
  for (let source = 0; source < from.partitions; source += 1) {
    await redis.xgroup('CREATE', from.keys.outcomes(source), 'archive', '0', 'MKSTREAM');
    await redis.xreadgroup('GROUP', 'archive', 'x', 'COUNT', 1, 'STREAMS', from.keys.outcomes(source), '>');
  }
  for (const id of archived) await redis.xack(from.keys.outcomes(placeOf(id)[0]), 'archive', written.get(id) ?? '');
  const before = await unarchivedOf(from, ids);
  await copied();
  for (const id of ids) {
    const [, target] = placeOf(id);
    const entry = (await redis.hget(to.keys.outcomeEntries(target), id)) ?? '';
    expect(entry).toMatch(/^5000-\d+$/);
    expect((await redis.xrange(to.keys.outcomes(target), entry, entry))[0]?.[1]).toContain(id);
    expect(await redis.hget(to.keys.endedSpeech(target), entry)).toBe(`said in ${id}`);
  }
  expect(await unarchivedOf(to, ids)).toEqual(before);
});

test('what becomes of outcomes while they are copied: some come, old ones go, one is forgotten', async () => {
  let written = 0;
  const write = async (id: InteractionId, at = '*') => {
    written += 1;
    const [source] = placeOf(id);
    const entry = (await redis.xadd(from.keys.outcomes(source), at, 'interactionId', id, 'final', '1')) ?? '';
    const index = from.keys.outcomeEntries(source);
    await redis.hset(index, id, `${(await redis.hget(index, id)) ?? ''} ${entry}`.trim());
    return entry;
  };
  const forget = async (id: InteractionId) => {
    const [source] = placeOf(id);
    const entries = (await redis.hget(from.keys.outcomeEntries(source), id))?.split(' ') ?? [];
    await redis.xdel(from.keys.outcomes(source), ...entries);
    await redis.hdel(from.keys.outcomeEntries(source), id);
  };
  const [oldest, forgotten, goesOn, late, ...others] = ids.map((id) => InteractionId.parse(`${id}!`));
  if (oldest === undefined || forgotten === undefined || goesOn === undefined || late === undefined)
    throw new RangeError();
  for (const id of [oldest, forgotten, goesOn, ...others]) await write(id, id === oldest ? '1-1' : '*');
  const first = await write(goesOn);
  for (const id of others) for (let more = 0; more < 300; more += 1) await write(id);
  const report = await copied(async () => {
    await forget(oldest);
    await forget(forgotten);
    await write(goesOn);
    await redis.xdel(from.keys.outcomes(placeOf(goesOn)[0]), first);
    const index = from.keys.outcomeEntries(placeOf(goesOn)[0]);
    await redis.hset(index, goesOn, ((await redis.hget(index, goesOn)) ?? '').replace(`${first} `, ''));
    await write(late);
  });
  expect(report.before).toBeGreaterThan(1000);
  expect(report.before + report.outcomes).toBe(written);
  for (const id of [oldest, forgotten]) expect(await redis.hget(to.keys.outcomeEntries(placeOf(id)[1]), id)).toBeNull();
  for (const id of [goesOn, late, ...others]) {
    const stream = to.keys.outcomes(placeOf(id)[1]);
    const index = (await redis.hget(to.keys.outcomeEntries(placeOf(id)[1]), id))?.split(' ') ?? [];
    const lie = (await redis.xrange(stream, '-', '+')).filter(([, fields]) => fields[1] === id).map(([entry]) => entry);
    expect(index).toEqual(lie);
    expect(index).toHaveLength(id === late ? 1 : id === goesOn ? 2 : 301);
  }
});

/** Of which interactions an archiver would be given the outcome. */
async function unarchivedOf({ partitions, keys }: typeof from, of: readonly InteractionId[]): Promise<string[]> {
  const all: string[] = [];
  for (let partition = 0; partition < partitions; partition += 1) {
    const stream = keys.outcomes(partition);
    const copy = `${stream}:look`;
    const value = await redis.dumpBuffer(stream);
    if (value === null) continue;
    await redis.restore(copy, 0, value);
    const [, claimed] = z
      .tuple([z.string(), z.array(z.tuple([z.string(), z.array(z.string())]))], z.unknown())
      .parse(await redis.xautoclaim(copy, 'archive', 'look', 0, '0'));
    const fresh = z
      .array(z.tuple([z.string(), z.array(z.tuple([z.string(), z.array(z.string())]))]))
      .parse((await redis.xreadgroup('GROUP', 'archive', 'look', 'STREAMS', copy, '>')) ?? []);
    for (const [, fields] of [...claimed, ...fresh.flatMap(([, entries]) => entries)]) all.push(fields[1] ?? '');
    await redis.del(copy);
  }
  expect(all.length).toBeGreaterThan(0);
  expect(all.length).toBeLessThan(of.length);
  return all.toSorted();
}

test('dead letters lie where their interaction is, those of nobody somewhere, and discarded ones expire', async () => {
  for (const id of ids) {
    await redis.xadd(from.keys.dead(placeOf(id)[0]), '*', 'reason', 'cue_rejected', 'interactionId', id);
    const segment = JSON.stringify({ interactionId: id });
    await redis.xadd(from.keys.discarded(placeOf(id)[0]), '*', 'reason', 'x', 'entry', '1-0', 'segment', segment);
  }
  await redis.expire(from.keys.discarded(placeOf(InteractionId.parse('one'))[0]), 1000);
  await redis.xadd(from.keys.badFrames(3), '*', 'reason', 'not_json');
  await redis.xadd(from.keys.dead(3), '*', 'reason', 'x', 'segment', 'no JSON');
  await copied();
  for (const id of ids) {
    const letters = await redis.xrange(to.keys.dead(placeOf(id)[1]), '-', '+');
    expect(letters.flatMap(([, fields]) => fields)).toContain(id);
    expect(await redis.pttl(to.keys.discarded(placeOf(id)[1]))).toBeGreaterThan(0);
  }
  expect(await measureLayout({ redis, prefix: 'a', from: to })).toMatchObject({ deadLetters: ids.length + 1 });
  expect(await redis.xlen(to.keys.badFrames(1))).toBe(1);
});

test('a key of an unknown kind is not left behind: nothing moves', async () => {
  await redis.set('a:{2}:novelty', 'x');
  await expect(measureLayout({ redis, prefix: 'a', from })).rejects.toThrow(
    'it is not known how to move a:{2}:novelty',
  );
});

test('every kind of key that a partition has is known', async () => {
  for (const name of Object.values(from.keys))
    if (typeof name === 'function') await redis.set(Reflect.apply(name, undefined, [0, 'some']), '');
  const counting = measureLayout({ redis, prefix: 'a', from });
  await expect(counting).rejects.toThrow('WRONGTYPE'); // all are known, and then some are counted
});

test('a notice that is not yet in its queue moves with its call', async () => {
  const notices = ids.map((id) => [id, JSON.stringify({ interactionId: id })] as const);
  for (const [id, notice] of notices) await redis.xadd(from.keys.notices(placeOf(id)[0]), '*', 'notice', notice);
  await copied();
  for (const [id, notice] of notices) {
    const found = await redis.xrange(to.keys.notices(placeOf(id)[1]), '-', '+');
    expect(found.flatMap(([, fields]) => fields)).toContain(notice);
  }
});
