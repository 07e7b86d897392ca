import { parseState } from '@cueline/rules';
import { defineScript, FORMAT } from '@cueline/shared';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { createDeadlines } from '../deadlines/deadlines.js';
import type { StreamedEntry } from '../stream/entries.js';
import { createClaims } from '../stream/claims.js';
import { GROUP } from '../stream/group.js';
import { startPartition, X, type TestPartition } from './partition.fixture.js';
import { processEntries } from './process-entries.js';
import { readScript } from '../scripts.js';

/** Between the spans of these tests. */
const GAP = { fromMs: 5000, toMs: 8000 };

let partition: TestPartition;
beforeEach(async () => {
  partition = await startPartition();
});
afterEach(() => partition.stop());

const take = (consumer?: string) => partition.take(consumer);
const process = (entries: readonly StreamedEntry[]) => processEntries(0, entries, partition.processing);
const state = async () => parseState((await partition.redis.hget(partition.keys.interaction(0, X), 'state')) ?? '');

describe('entries', () => {
  test('an entry leaves the stream in the step that records what it meant', async () => {
    await partition.write(1000, { text: 'this call is' });
    await partition.write(2000, { text: 'recorded' });
    await process(await take());
    expect((await state()).matches).toMatchObject([
      { key: 'notice#0', heardAtUs: 2_000_000, words: 'this call is recorded' },
    ]);
    expect(await partition.redis.xlen(partition.keys.segments(0))).toBe(0);
    expect(await partition.redis.xpending(partition.keys.segments(0), GROUP)).toMatchObject([0, null, null, null]);
  });

  test('an entry taken by two replicas counts once: the frozen one changes nothing when it wakes up', async () => {
    await partition.write(1000, { text: 'hello' });
    const frozen = await take();
    await process(frozen);
    await partition.write(2000, { text: 'this call is recorded' });
    await process(await take());
    const before = await partition.redis.hgetall(partition.keys.interaction(0, X));
    await process(frozen);
    expect(await partition.redis.hgetall(partition.keys.interaction(0, X))).toEqual(before);
  });

  test('an entry is matched again if another replica was faster', async () => {
    await partition.write(1000, { text: 'this call is' });
    const first = await take('one');
    await partition.write(2000, { text: 'recorded' });
    const second = await take('two');
    // Both have read that nothing is known yet; only one of them can be right.
    const results = await Promise.all([process(first), process(second)]);
    expect(results.map(({ rematched }) => rematched).toSorted((a, b) => a - b)).toEqual([0, 1]);
    expect((await state()).matches).toMatchObject([{ key: 'notice#0' }]);
  });

  test('an entry is matched together with what another replica has processed meanwhile', async () => {
    await partition.write(1000, { text: 'this call' });
    await process(await take());
    await partition.write(2000, { text: 'is' });
    await process(await take('other'));
    await partition.write(3000, { text: 'recorded' });
    await process(await take());
    expect((await state()).matches).toMatchObject([{ key: 'notice#0', words: 'this call is recorded' }]);
  });

  test('an entry that a replica held too long is claimed, one at a time, with the number of its failures', async () => {
    await partition.write(1000, { text: 'hello' });
    await partition.write(2000, { text: 'hello again' });
    await take('dead');
    await expect
      .poll(() => partition.claims.claimOne(0, 0))
      .toMatchObject({ failures: 0, entry: [expect.any(String), ['heardAt', '1000', 'segment', expect.any(String)]] });
    await expect.poll(() => partition.claims.claimOne(0, 0)).toMatchObject({ failures: 1 });
  });

  test('what a replica has outlived is no failure: one that was seen since, or this one, cut off from Redis', async () => {
    const { redis, keys } = partition;
    const seenMs = new Map<string, number>();
    const claims = createClaims({ redis, keys, consumer: 'other', seenMs: () => seenMs, claimIdleMs: 1 });
    await partition.write(1000, { text: 'hello' });
    const [entry] = await partition.take('slow');
    const failuresAfter = async (holder: string, seenAfterMs: number | undefined, wasAway = false) => {
      const nowMs = Number((await redis.time())[0]) * 1000;
      if (seenAfterMs === undefined) seenMs.delete(holder);
      else seenMs.set(holder, nowMs - 5000 + seenAfterMs);
      const to = [keys.segments(0), GROUP, holder, 0, entry?.entryId ?? ''] as const;
      await redis.call('XCLAIM', ...to, 'TIME', nowMs - 5000, 'JUSTID'); // it has it since 5 s ago
      return (await claims.claimOne(0, 0, wasAway))?.failures;
    };
    expect(await failuresAfter('slow', 3000)).toBe(0); // in a batch
    expect(await failuresAfter('slow', 3000)).toBe(0);
    expect(await failuresAfter('slow', 0)).toBe(1); // what it sent before it began with the entry
    expect(await failuresAfter('slow', 3000)).toBe(1);
    expect(await failuresAfter('killed', undefined)).toBe(2);
    expect(await failuresAfter('other', 3000, true)).toBe(2);
    expect(await failuresAfter('other', 3000)).toBe(3); // Redis answered each time
  });

  test('a replica does not claim entries that it is still working on, only those that others hold', async () => {
    const { redis, keys, claims } = partition;
    await partition.write(1000, { text: 'hello' });
    await partition.write(2000, { text: 'hello again' });
    const [mine] = await redis.xrange(keys.segments(0), '-', '+');
    await take('dead');
    await redis.call('XCLAIM', keys.segments(0), GROUP, 'other', 0, mine?.[0] ?? '');
    await expect
      .poll(() => claims.claimOne(0, 1))
      .toMatchObject({ entry: [expect.any(String), ['heardAt', '2000', 'segment', expect.any(String)]] });
    expect(await claims.claimOne(0, 2)).toBeUndefined();
    await expect.poll(() => claims.claimOne(0, 0)).toMatchObject({ entry: [mine?.[0], expect.any(Array)] });
  });

  test('an entry that cannot be processed becomes a dead letter, with numbers masked', async () => {
    await partition.write(1000, {
      text: 'my card is 4111 1111 1111 1111',
      attributes: { callerCard: '4111111111111111' },
    });
    const [raw] = await take();
    const entry = (await partition.redis.xrange(partition.keys.segments(0), raw?.entryId ?? '', '+'))[0];
    if (!entry) throw new Error('no entry');
    await partition.deadLetters.bury(0, [entry[0], entry[1]], 'too bad');
    const [dead] = await partition.redis.xrange(partition.keys.dead(0), '-', '+');
    expect(dead?.[1].slice(0, 6)).toEqual(['reason', 'too bad', 'entry', entry[0], 'heardAt', '1000']);
    expect(dead?.[1][7]).toContain('my card is [number]');
    expect(dead?.[1][7]).toContain('"callerCard":"[number]"');
    expect(await partition.redis.xlen(partition.keys.segments(0))).toBe(0);
  });

  test.each(['4111 1111 1111 1111', '4111111111111111', '"4111 1111 1111 1111"', ' {"text": "4111 1111 1111 1111"'])(
    'an entry with %s as its segment becomes a dead letter with the number masked',
    async (segment) => {
      const entryId = await partition.redis.xadd(
        partition.keys.segments(0),
        '*',
        'heardAt',
        '1000',
        'segment',
        segment,
      );
      await partition.deadLetters.bury(0, [entryId ?? '', ['heardAt', '1000', 'segment', segment]], 'too bad');
      const [dead] = await partition.redis.xrange(partition.keys.dead(0), '-', '+');
      expect(dead?.[1].slice(4, 7)).toEqual(['heardAt', '1000', 'segment']);
      expect(dead?.[1][7]).toContain('[number]');
    },
  );

  test('a dead letter beyond the limit drops the oldest, and the number of dropped ones is returned', async () => {
    const { redis, keys, deadLetters } = partition;
    const pipeline = redis.pipeline();
    for (let i = 0; i < 1200; i += 1) pipeline.xadd(keys.dead(0), '*', 'reason', 'of old');
    await pipeline.exec();
    const id = await redis.xadd(keys.segments(0), '*', 'nothing', 'known');
    expect(await deadLetters.bury(0, [id ?? '', ['nothing', 'known']], 'too bad')).toBeGreaterThan(0);
    expect(await redis.xlen(keys.dead(0))).toBeLessThan(1200);
    expect(await deadLetters.bury(0, [id ?? '', ['nothing', 'known']], 'too bad')).toBe(0); // it has left the stream
  });
});

test('consumers long unseen are removed, except those that still hold entries', async () => {
  const { redis, keys } = partition;
  const removeDead = defineScript(redis, readScript('stream/remove-dead-consumers'), z.int());
  await partition.write(1000, { text: 'hello' });
  await partition.take('dead');
  await redis.xgroup('CREATECONSUMER', keys.segments(0), GROUP, 'gone');
  expect(await removeDead([keys.segments(0)], [GROUP, 0])).toBe(1);
  expect(await redis.xpending(keys.segments(0), GROUP)).toMatchObject([
    1,
    expect.any(String),
    expect.any(String),
    [['dead', '1']],
  ]);
});

describe('the watermark', () => {
  const watermark = async () => (await partition.deadlines.fire(0)).watermarkUs;

  test('the watermark grows along adjoining spans, whichever ingest they are from', async () => {
    expect(await watermark()).toBeUndefined();
    await partition.listen('a', 1000, 5000);
    await partition.listen('b', 4000, 7000);
    expect(await watermark()).toBe(7_000_000);
  });
  test('the watermark stays behind the oldest unprocessed entry, and never goes back', async () => {
    await partition.listen('a', 1000, 5000);
    await partition.write(3000, { text: 'hello' });
    expect(await watermark()).toBe(3_000_000);
    await process(await take());
    expect(await watermark()).toBe(5_000_000);
    await partition.write(2000, { text: 'late' });
    expect(await watermark()).toBe(5_000_000);
  });
  test('the watermark stays behind an entry that was written after others heard later', async () => {
    await partition.listen('a', 1000, 5000);
    await partition.write(4000, { text: 'heard by one ingest' });
    await partition.write(3000, { text: 'written late by another' });
    const [, late] = await partition.redis.xrange(partition.keys.segments(0), '-', '+');
    await partition.redis.zadd(partition.keys.late(0), 3000, late?.[0] ?? '');
    expect(await watermark()).toBe(3_000_000);
    await process(await take());
    expect(await watermark()).toBe(5_000_000);
    expect(await partition.redis.exists(partition.keys.late(0))).toBe(0);
  });
  test('the watermark steps over a gap, and the gap is recorded', async () => {
    await partition.listen('a', 1000, 5000);
    expect(await watermark()).toBe(5_000_000);
    await partition.listen('a', 8000, 9000);
    expect(await partition.deadlines.fire(0)).toMatchObject({ watermarkUs: 9_000_000, gaps: [GAP] });
    expect(await partition.redis.hget(partition.keys.listening(0), 'gaps')).toBe('5000.000-8000.000');
  });
  test('no gap is forgotten: beyond the limit, the two closest become one that covers both', async () => {
    const listening = partition.keys.listening(0);
    const gaps = Array.from({ length: 100 }, (_, i) => `${10 * i + 1}.000-${10 * i + (i === 50 ? 3 : 2)}.000`);
    await partition.redis.hset(listening, 'gaps', gaps.join(' '));
    await partition.listen('a', 1000, 5000);
    await partition.deadlines.fire(0);
    await partition.listen('a', 8000, 9000);
    await partition.deadlines.fire(0);
    const kept = (await partition.redis.hget(listening, 'gaps'))?.split(' ');
    expect(kept).toEqual([...gaps.slice(0, 50), '501.000-512.000', ...gaps.slice(52), '5000.000-8000.000']);
  });
});

test('time in which Redis hung does not count as waiting at a gap: no ingest could publish then', async () => {
  const { redis, keys } = partition;
  const listening = keys.listening(0);
  const deadlines = createDeadlines({ redis, keys, gapWaitMs: 5000, handOverMs: 5000 });
  await partition.listen('a', 1000, 5000);
  await deadlines.fire(0);
  await partition.listen('a', 8000, 9000);
  await deadlines.fire(0); // begins to wait
  const waitedFor = async (sinceAgoMs: number, lookedAgoMs: number) => {
    const [seconds] = await redis.time();
    const nowMs = Number(seconds) * 1000;
    await redis.hdel(listening, 'hangs');
    await redis.hset(listening, { ahead: `8000-${nowMs - sinceAgoMs}`, lookedAt: nowMs - lookedAgoMs });
    return (await deadlines.fire(0)).gaps;
  };
  expect(await waitedFor(60_000, 59_000)).toEqual([]);
  expect(await waitedFor(60_000, 0)).toEqual([GAP]);
});

describe('deadlines', () => {
  test('a passed deadline reaches the outbox and the queue exactly once', async () => {
    await partition.write(1000, { text: 'hello' });
    await process(await take());
    await partition.listen('a', 500, 31_000);
    expect((await partition.deadlines.fire(0)).lookRequests).toEqual([]); // said at the deadline is in time
    await partition.listen('a', 500, 31_001);
    const { lookRequests } = await partition.deadlines.fire(0);
    expect(lookRequests).toEqual([{ interactionId: X, revision: 1, critical: false }]);
    await partition.relay.add(lookRequests);
    await partition.relay.add(lookRequests); // a replica that was killed in between hands it over again
    expect((await partition.deadlines.fire(0)).lookRequests).toEqual([]);
    expect(await partition.redis.zrange(partition.keys.outbox(0), '0', '-1')).toEqual([X]);
    expect(await partition.queue.getJobs()).toMatchObject([
      { data: { interactionId: X, revision: 1 }, opts: { priority: 1 } },
    ]);
  });

  test('a deadline does not fire while speech from before it is unprocessed', async () => {
    await partition.write(1000, { text: 'hello' });
    await process(await take());
    await partition.write(29_000, { text: 'this call is recorded' });
    await partition.listen('a', 500, 60_000);
    expect((await partition.deadlines.fire(0)).lookRequests).toEqual([]);
    await process(await take());
    expect((await partition.deadlines.fire(0)).lookRequests).toEqual([]);
    expect(await partition.redis.zcard(partition.keys.outbox(0))).toBe(0);
  });
});

test('a late disclosure requests a look also if its deadline fired while it was matched, as its cue may be up', async () => {
  const { redis, keys, deadlines, processing } = partition;
  await partition.write(1000, { text: 'hello' });
  await process(await take());
  await partition.write(40_000, { text: 'this call is recorded' });
  await partition.listen('a', 500, 60_000);
  const entries = await take();
  const asRead = await processing.interactions.read(0, [X]);
  expect((await deadlines.fire(0)).lookRequests).toMatchObject([{ revision: 1 }]);
  await redis.zrem(keys.outbox(0), X); // a publisher has looked
  const { interactions } = processing;
  const read = vi.fn<typeof interactions.read>((...args) => interactions.read(...args)).mockResolvedValueOnce(asRead);
  const slow = { ...processing, interactions: { ...interactions, read } };
  const { lookRequests } = await processEntries(0, entries, slow);
  expect(lookRequests).toMatchObject([{ interactionId: X, revision: 2 }]);
});

test('a prohibited phrase requests a critical look at once, and the outbox keeps the request until a publisher has looked', async () => {
  await partition.write(1000, { text: 'a guaranteed return' });
  const { lookRequests } = await process(await take());
  expect(lookRequests).toEqual([{ interactionId: X, revision: 1, critical: true }]);
  // The replica dies before handing the look over; another hands it over once it is overdue.
  const becomesOverdue = () => partition.redis.zadd(partition.keys.outbox(0), 'XX', 'CH', '1', X);
  expect(await becomesOverdue()).toBe(1);
  expect(await partition.relay.addOverdue(0)).toBe(1);
  expect(await partition.relay.addOverdue(0)).toBe(0); // a publisher has it now
  expect(await becomesOverdue()).toBe(1);
  const [job] = await partition.queue.getJobs();
  expect(job?.data).toEqual({ v: FORMAT, interactionId: X, revision: 1 });
  expect(job?.opts.priority).toBeUndefined();
});
