import { InteractionId, streamFields } from '@cueline/shared';
import { Redis, ReplyError } from 'ioredis';
import { expect, onTestFinished, test, vi } from 'vitest';
import { repeat } from '@cueline/shared';
import { type Affinity, ALONE } from './affinity.js';
import { createClaims } from '../stream/claims.js';
import { createGroup } from '../stream/entries.js';
import { GROUP } from '../stream/group.js';
import { startPartition, type TestPartition, X } from './partition.fixture.js';
import { processEntries } from './process-entries.js';
import { runPartition } from './run-partition.js';
import type { StandBy } from './stand-by.js';

const LEFT = Array.from({ length: 5 }, (_, i) => InteractionId.parse(`left ${i}`));
const NEW = InteractionId.parse('new');

test('a replica takes over all entries that a broken connection left under its own name', async () => {
  const partition = await startPartition();
  const { redis, keys, processing } = partition;
  const reader = new Redis(partition.server.url);
  const stopping = new AbortController();
  for (const id of LEFT) await partition.write(1000, { text: 'hello' }, id);
  await partition.take('other'); // the consumer that the fixture claims for

  const processed: string[] = [];
  const apply: typeof processing.interactions.apply = async (at, range, updates) => {
    // While it takes over the first, it reads another.
    if (processed.length === 0) {
      await partition.write(2000, { text: 'hello' }, NEW);
      const isRead = async () => (await redis.xpending(keys.segments(0), GROUP))[0] === LEFT.length + 1;
      await vi.waitUntil(isRead, { timeout: 60_000 });
    }
    processed.push(...updates.map(({ interactionId }) => interactionId));
    return processing.interactions.apply(at, range, updates);
  };
  const running = runPartition(
    {
      ...partition,
      partition: 0,
      openReader: () => reader,
      processing: { ...processing, interactions: { ...processing.interactions, apply } },
    },
    stopping.signal,
  );
  onTestFinished(async () => {
    stopping.abort();
    await running;
    reader.disconnect();
    await partition.stop();
  });
  await expect.poll(() => redis.xlen(keys.segments(0))).toBe(0);
  expect(processed.slice(0, LEFT.length)).toEqual(LEFT);
});

/** Runs a replica with a connection of its own until it is stopped. */
function startReplica(
  partition: TestPartition,
  consumer = 'other',
  {
    affinity = ALONE,
    claimIdleMs = 1000,
    standBy = partition.standBy,
  }: { affinity?: Affinity; claimIdleMs?: number; standBy?: StandBy } = {},
) {
  const { redis, keys, background } = partition;
  const reader = new Redis(partition.server.url);
  const stopping = new AbortController();
  const { signal } = stopping;
  const claims = createClaims({ redis, keys, consumer, seenMs: affinity.seenMs, claimIdleMs });
  const running = Promise.all([
    runPartition({ ...partition, partition: 0, openReader: () => reader, consumer, affinity, claims, standBy }, signal),
    repeat({ everyMs: 50, step: () => background.workOff(signal), signal, onError: console.error }),
  ]);
  return async () => {
    stopping.abort();
    await running;
    reader.disconnect();
  };
}

test('one that stands by does what the owner has not done', async () => {
  const partition = await startPartition();
  const { redis, keys } = partition;
  const [other, held, second] = ['other', 'held', 'second'].map((id) => InteractionId.parse(id));
  await partition.write(1000, { text: 'hello' }, held);
  await partition.take('lost');
  const stop = startReplica(partition, 'other', {
    affinity: { placeIn: () => 1, isOwner: () => false, seenMs: () => new Map() },
  });
  onTestFinished(async () => {
    await stop();
    await partition.stop();
  });
  await partition.write(1000, { text: 'hello' }, other);
  await partition.write(1000, { text: 'hello' }, second);
  await expect.poll(() => redis.xlen(keys.segments(0)), { timeout: 60_000 }).toBe(0);
  await partition.listen('a', 500, 40_000); // what is due is asked for
  await expect.poll(() => redis.zcard(keys.outbox(0)), { timeout: 60_000 }).toBe(3);
});

/** One that stands by for partition 0 and is behind with partition 1, its own, beside an owner of partition 0 that reads, but slowly. */
async function startBusyStandBy() {
  const partition = await startPartition();
  const { redis, keys, standBy } = partition;
  let isRead = true;
  let refrained = 0;
  const look: StandBy['look'] = async (of) => {
    // what it was given before: that is to read too, and takes nothing
    if (isRead) await redis.xreadgroup('GROUP', GROUP, 'slow', 'STREAMS', keys.segments(0), '0');
    const seen = await standBy.look(of);
    if (of === 1 && seen.hasUnread) refrained += 1;
    return seen;
  };
  await createGroup(redis, keys.segments(1));
  await redis.xadd(keys.segments(1), '*', 'heardAt', 1000);
  for (const id of LEFT) await partition.write(1000, { text: 'hello' }, id);
  const affinity: Affinity = {
    placeIn: (of) => (of === 1 ? 0 : 1),
    isOwner: (of) => of === 1,
    seenMs: () => new Map(),
  };
  const stop = startReplica(partition, 'other', { affinity, claimIdleMs: 600_000, standBy: { ...standBy, look } });
  onTestFinished(async () => {
    await stop();
    await partition.stop();
  });
  await vi.waitUntil(() => refrained > 1, { timeout: 60_000 });
  expect(await redis.xlen(keys.segments(0))).toBe(LEFT.length);
  return {
    left: () => redis.xlen(keys.segments(0)),
    catchUp: () => redis.del(keys.segments(1)),
    stopReading: () => void (isRead = false),
  };
}

test('one that stands by does not help an owner that reads while it is behind itself', async () => {
  const { left, catchUp } = await startBusyStandBy();
  await catchUp();
  await expect.poll(left, { timeout: 60_000 }).toBe(0);
});

test('one that stands by helps an owner that does not read, however far it is behind itself', async () => {
  const { left, stopReading } = await startBusyStandBy();
  stopReading();
  await expect.poll(left, { timeout: 60_000 }).toBe(0);
});

test('an interaction whose state is damaged becomes a dead letter, and holds no other of its batch up', async () => {
  const partition = await startPartition();
  const { redis, keys } = partition;
  const damaged = InteractionId.parse('damaged');
  await redis.hset(keys.interaction(0, damaged), { rev: '1', state: '{"not":"known"}' });
  for (const id of [damaged, ...LEFT]) await partition.write(1000, { text: 'hello' }, id);
  // Nobody claims what a batch leaves.
  const stop = startReplica(partition, 'other', { claimIdleMs: 600_000 });
  onTestFinished(async () => {
    await stop();
    await partition.stop();
  });
  await expect.poll(() => redis.xlen(keys.segments(0)), { timeout: 60_000 }).toBe(0);
  const [dead, ...others] = await redis.xrange(keys.dead(0), '-', '+');
  expect(dead?.[1].slice(0, 2)).toEqual(['reason', "what is stored can't be worked out: ZodError"]);
  expect(others).toEqual([]);
  expect(await redis.exists(...LEFT.map((id) => keys.interaction(0, id)))).toBe(LEFT.length);
});

test.each([
  ['Redis is away', 'kept', () => new Error('Connection is closed.')],
  ['Redis takes no writes', 'kept', () => new ReplyError('READONLY You can not write against a read only replica.')],
  ['what is stored is no state', 'buried', () => new ReplyError('WRONGTYPE Operation against a key')],
])('an entry that fails five times by itself as %s is %s', async (_, outcome, failure) => {
  const partition = await startPartition();
  const { redis, keys, processing } = partition;
  let left = 6; // once in its batch
  const apply: typeof processing.interactions.apply = async (...all) => {
    if (left-- > 0) throw failure();
    return processing.interactions.apply(...all);
  };
  const failing = { ...processing, interactions: { ...processing.interactions, apply } };
  await partition.write(1000, { text: 'hello' });
  const stop = startReplica({ ...partition, processing: failing }, 'other', { claimIdleMs: 1 });
  onTestFinished(async () => {
    await stop();
    await partition.stop();
  });
  await expect.poll(() => redis.xlen(keys.segments(0)), { timeout: 60_000 }).toBe(0);
  expect(await redis.xlen(keys.dead(0))).toBe(outcome === 'buried' ? 1 : 0);
});

/** Three calls under one id; speech of the second and the third waits until the one before has its outcome. */
async function writeThreeCalls(partition: TestPartition): Promise<void> {
  for (const ms of [1000, 101_000, 201_000]) {
    await partition.write(ms, { text: ms === 101_000 ? 'this call is recorded' : 'hello', segmentId: 's1' });
    await partition.write(ms + 50_000, 'ended');
  }
}
const WAITING = 4;

async function outcomesOf({ redis, keys }: TestPartition): Promise<unknown[]> {
  const entries = await redis.xrange(keys.outcomes(0), '-', '+');
  return entries.map(([, fields]) => JSON.parse(streamFields(fields)['outcome'] ?? ''));
}
const OUTCOMES = [
  { firstHeardAtMs: 1000, disclosures: { notice: { kind: 'missed' } } },
  { reuse: 1, firstHeardAtMs: 101_000, disclosures: { notice: { kind: 'satisfied' } } },
  { reuse: 2, firstHeardAtMs: 201_000, disclosures: { notice: { kind: 'missed' } } },
];

test('speech that waits for the outcome of the call before is tried again until it is there', async () => {
  const partition = await startPartition();
  const { redis, keys } = partition;
  const stop = startReplica(partition);
  onTestFinished(async () => {
    await stop();
    await partition.stop();
  });
  await writeThreeCalls(partition);
  await expect.poll(() => redis.xlen(keys.segments(0))).toBe(WAITING);
  await partition.listen('a', 500, 300_000);
  await expect.poll(() => outcomesOf(partition)).toMatchObject(OUTCOMES);
  expect([await redis.xlen(keys.segments(0)), await redis.xlen(keys.dead(0))]).toEqual([0, 0]);
});

test('waiting speech does not become a dead letter, however many replicas are lost with it', async () => {
  const partition = await startPartition();
  const { redis, keys, metrics } = partition;
  onTestFinished(() => partition.stop());
  await writeThreeCalls(partition);
  const claimed = async () => (await metrics.claimed.get()).values[0]?.value ?? 0;
  for (let lost = 0; lost < 5; lost += 1) {
    const before = await claimed();
    const stop = startReplica(partition, `replica ${lost}`);
    // The first reads it, each later one claims it, one entry at a time.
    if (lost > 0) await vi.waitUntil(async () => (await claimed()) >= before + WAITING, { timeout: 60_000 });
    await expect.poll(async () => (await redis.xpending(keys.segments(0), GROUP))[0]).toBe(WAITING);
    await stop();
  }
  await partition.listen('a', 500, 300_000);
  onTestFinished(startReplica(partition));
  await expect.poll(() => outcomesOf(partition)).toMatchObject(OUTCOMES);
  expect([await redis.xlen(keys.segments(0)), await redis.xlen(keys.dead(0))]).toEqual([0, 0]);
});

test('waiting speech is not stuck if the replica is lost that was to end the call before', async () => {
  const partition = await startPartition();
  const { redis, keys } = partition;
  await writeThreeCalls(partition);
  await processEntries(0, await partition.take('lost'), partition.processing);
  await partition.listen('a', 500, 300_000);
  expect((await partition.deadlines.fire(0)).endings).toEqual([X]);
  expect((await partition.deadlines.fire(0)).endings).toEqual([]);
  const stop = startReplica(partition);
  onTestFinished(async () => {
    await stop();
    await partition.stop();
  });
  await expect.poll(() => outcomesOf(partition)).toMatchObject(OUTCOMES);
  expect([await redis.xlen(keys.segments(0)), await redis.xlen(keys.dead(0))]).toEqual([0, 0]);
});
