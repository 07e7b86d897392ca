import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createKeys, InteractionId, partitionOf } from '@cueline/shared';
import { startRedisServer } from '@cueline/shared/testing';
import { Redis } from 'ioredis';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createFilesSink } from '../files/files-sink.js';
import { setLegalHold } from '../store/erasures.js';
import { outcomeEntry } from '../store/outcome.fixture.js';
import { KINDS, useStores, type StoreKind } from '../store/stores.fixture.js';
import { writeOutcomes } from '../store/write-outcomes.js';
import { forget, type Places, replayForgotten } from './forget.js';

const stores = useStores();
const prefix = 'cueline';
const keys = createKeys(prefix);
const me = { evenLive: false, actor: 'me' };
/** An id that is not a part of another word anywhere else. */
const X = InteractionId.parse('call "x"/1');
const PARTITIONS = 2;
const partition = partitionOf(X, PARTITIONS);
/** In the same partition, and longer by a digit. */
const Y = InteractionId.parse(
  Array.from({ length: 10 }, (_, digit) => `${X}${digit}`).find(
    (id) => partitionOf(InteractionId.parse(id), PARTITIONS) === partition,
  ),
);

/** A call that is everywhere, and another beside it. */
async function setUp(kind: StoreKind) {
  const [server, folder, store] = await Promise.all([
    startRedisServer(),
    mkdtemp(join(tmpdir(), 'cueline-forget-')),
    stores.create(kind),
  ]);
  const redis = new Redis(server.url);
  onTestFinished(async () => {
    redis.disconnect();
    await Promise.all([server.stop(), rm(folder, { recursive: true })]);
  });
  const files = createFilesSink({ folder, prefix, replica: 'a', maxBytes: 1e6, now: Date.now });
  onTestFinished(() => files.close());
  const stream = keys.outcomes(partition);
  await redis.xgroup('CREATE', stream, 'archive', '0', 'MKSTREAM');
  await redis.xgroup('CREATE', keys.segments(partition), 'matchers', '0', 'MKSTREAM');
  /** Writes all that there may be of a call whose hash says so of its end. */
  const write = async (id: InteractionId, closed?: string) => {
    const entry = outcomeEntry(id);
    const json = JSON.stringify(entry.outcome);
    const speech = [{ segmentId: 's', speaker: 'agent' as const, text: `${id} speaking`, heardAtMs: 1, confidence: 1 }];
    const entryId = await redis.xadd(stream, '*', 'interactionId', id, 'revision', 1, 'final', '1', 'outcome', json);
    await redis.hset(keys.outcomeEntries(partition), id, entryId ?? '');
    await redis.set(keys.speech(partition, id), JSON.stringify(speech[0]));
    await redis.hset(keys.endedSpeech(partition), entryId ?? '', JSON.stringify(speech));
    await redis.hset(keys.interaction(partition, id), {
      rev: '1',
      look: '3',
      ...(closed === undefined ? {} : { closed }),
    });
    await redis.append(keys.ended(partition, id), '1 ');
    await redis.set(keys.trace(partition, id), '00-1-1-01');
    await redis.zadd(keys.deadlines(partition), 1, id);
    await redis.zadd(keys.outbox(partition), 1, id);
    const segment = JSON.stringify({ interactionId: id, segmentId: 's', text: 'hello' });
    const heard = await redis.xadd(keys.segments(partition), '*', 'heardAt', '1', 'segment', segment);
    await redis.zadd(keys.late(partition), 1, heard ?? '');
    await redis.xadd(keys.dead(partition), '*', 'reason', 'r', 'entry', '1-1', 'segment', segment);
    await redis.xadd(keys.dead(1 - partition), '*', 'reason', 'r', 'interactionId', id);
    await redis.xadd(keys.archiveDead(partition), '*', 'reason', 'r', 'outcome', json);
    await redis.xadd(keys.badFrames(0), '*', 'reason', 'r', 'frame', `{"id":${JSON.stringify(id)},"text":[}`);
    await writeOutcomes(store.db, [{ ...entry, speech }], { prefix, nowMs: 0 });
    await files.write([{ entryId: '1-1', entry: { ...entry, speech } }]);
  };
  const places: Places = { redis, prefix, epoch: 0, partitions: PARTITIONS, store, folder };
  /** Every key of Redis that names a call, or holds something that does. */
  const whereIs = async (id: string): Promise<string[]> => {
    const found: string[] = [];
    const quoted = JSON.stringify(id).slice(1, -1);
    for (const key of (await redis.keys('*')).toSorted()) {
      const type = await redis.type(key);
      const content = new Map<string, () => Promise<unknown>>([
        ['hash', () => redis.hgetall(key)],
        ['zset', () => redis.zrange(key, '0', '-1')],
        ['stream', () => redis.xrange(key, '-', '+')],
        ['string', () => redis.get(key)],
      ]).get(type)?.();
      const text = `${key} ${JSON.stringify(await content)}`;
      if ([id, quoted, JSON.stringify(quoted).slice(1, -1)].some((spelling) => text.includes(spelling)))
        found.push(key);
    }
    const tables = await Promise.all(
      (['calls', 'speech', 'legal_holds', 'audit', 'erasures'] as const).map((table) =>
        store.db.selectFrom(table).selectAll().execute(),
      ),
    );
    if (JSON.stringify(tables).includes(JSON.stringify(quoted).slice(1, -1)) || JSON.stringify(tables).includes(quoted))
      found.push('database');
    for (const name of await readdir(folder)) {
      if ((await readFile(join(folder, name), 'utf8')).includes(quoted)) found.push(name);
    }
    return found;
  };
  return { redis, stream, store, places, files, write, whereIs };
}

describe.each(KINDS)('%s', (kind) => {
  test('a call is removed from everywhere, and the one beside it from nowhere', async () => {
    const { redis, store, places, write, whereIs } = await setUp(kind);
    await write(X, 'silence');
    await write(Y, 'silence');
    const [beforeX, beforeY] = [await whereIs(X), await whereIs(Y)];
    expect(beforeX).toHaveLength(21); // some of them are the other call's, whose id begins with this one
    const forgotten = await forget(X, places, me);
    expect(forgotten).toMatchObject({
      kind: 'forgotten',
      lookRevision: 3,
      isHeldByArchiver: false,
      counts: {
        interaction: 1,
        outcomes: 1,
        speech: 2,
        segments: 1,
        'dead letters': 2,
        'discarded letters': 0,
        'dead letters of the archive': 1,
        'bad frames': 1,
        'archive rows': 1,
        'archive lines': 2,
      },
    });
    const withoutY = async () => {
      await forget(Y, places, me);
      return whereIs(X);
    };
    expect(await whereIs(Y)).toEqual(beforeY);
    expect(await redis.zcard(keys.late(partition))).toBe(1);
    expect(await withoutY()).toEqual([]);
    expect(await redis.zcard(keys.late(partition))).toBe(0);
    const erasures = await store.db.selectFrom('erasures').selectAll().execute();
    expect(erasures).toHaveLength(2);
    expect(JSON.parse(erasures[0]?.counts ?? '')).toMatchObject({ outcomes: 1, 'archive rows': 1 });
    const acts = await store.db.selectFrom('audit').select(['act', 'actor']).execute();
    expect(acts).toEqual([
      { act: 'forget', actor: 'me' },
      { act: 'forget', actor: 'me' },
    ]);
    expect(await forget(X, places, me)).toMatchObject({
      kind: 'forgotten',
      counts: { outcomes: 0, 'archive rows': 0 },
    });
  });

  test('a call that goes on is refused, and so is one on legal hold; nothing is removed then', async () => {
    const { store, places, write, whereIs } = await setUp(kind);
    await write(X);
    const before = await whereIs(X);
    expect(await forget(X, places, me)).toEqual({ kind: 'live' });
    const act = { prefix, interactionId: X, actor: 'counsel', atMs: 7 };
    await setLegalHold(store.db, act, true);
    expect(await forget(X, places, { ...me, evenLive: true })).toEqual({ kind: 'held', atMs: 7, actor: 'counsel' });
    await setLegalHold(store.db, act, false);
    expect(await whereIs(X)).toEqual(before);
    expect(await forget(X, places, { ...me, evenLive: true })).toMatchObject({ kind: 'forgotten' });
    expect(await whereIs(X)).toEqual([]);
  });

  test('an outcome that an archiver holds is waited for; what it wrote meanwhile is removed', async () => {
    const { redis, stream, places, files, write, whereIs } = await setUp(kind);
    await write(X, 'frame');
    await redis.xreadgroup('GROUP', 'archive', 'other', 'COUNT', 10, 'STREAMS', stream, '>');
    const [entry] = await redis.xrange(stream, '-', '+');
    const forgetting = forget(X, places, me);
    const stillThere = await redis.exists(keys.interaction(partition, X));
    await files.write([{ entryId: '1-1', entry: outcomeEntry(X) }]);
    await redis.xack(stream, 'archive', entry?.[0] ?? '');
    expect(stillThere).toBe(1);
    expect(await forgetting).toMatchObject({ isHeldByArchiver: false, counts: { 'archive lines': 3 } });
    expect(await whereIs(X)).toEqual([]);
    expect((await redis.xpending(stream, 'archive'))[0]).toBe(0);
  });

  test('what a restored archive has again is removed again, as is known from Redis, or from the archive', async () => {
    const { redis, store, places, files, write, whereIs } = await setUp(kind);
    await write(X, 'frame');
    await forget(X, places, me);
    // the database is from before, and so are the files
    await store.db.deleteFrom('erasures').execute();
    await writeOutcomes(store.db, [outcomeEntry(X), outcomeEntry('y')], { prefix, nowMs: 0 });
    await files.write([{ entryId: '1-1', entry: outcomeEntry(X) }]);
    await files.write([{ entryId: '1-1', entry: outcomeEntry(X, { firstHeardAtMs: Date.now() + 60_000 }) }]);
    expect(await replayForgotten(places)).toEqual({ 'archive rows': 1, 'archive lines': 1 });
    // Redis is new
    await redis.flushall();
    await writeOutcomes(store.db, [outcomeEntry(X)], { prefix, nowMs: 0 });
    expect(await replayForgotten(places)).toEqual({ 'archive rows': 0, 'archive lines': 0 }); // refused when written
    expect(await redis.hlen(keys.erasures)).toBe(1);
    expect((await whereIs(X)).filter((place) => !place.endsWith('.part'))).toEqual([]);
  });
});
