import { InteractionId, readUnarchived, streamFields } from '@cueline/shared';
import { Registry } from 'prom-client';
import { expect, onTestFinished, test, vi } from 'vitest';
import { createMatcherMetrics } from '../metrics.js';
import { createArchiveLag } from '../partition/archive-lag.js';
import { startPartition } from '../partition/partition.fixture.js';
import { processEntries } from '../partition/process-entries.js';

/** A partition, and how to end calls in it. Outcomes are kept for 1 ms. */
async function setUp() {
  const partition = await startPartition({ OUTCOME_RETENTION: '1ms' });
  onTestFinished(partition.stop);
  const { redis, keys } = partition;
  const stream = keys.outcomes(0);
  const groups: string[] = [];
  let atMs = 1000;
  return {
    redis,
    keys,
    stream,
    /** Speaks in a call and ends it by a frame, or by silence; then it may resume. */
    end: async (id: string, by: 'frame' | 'silence' = 'frame'): Promise<void> => {
      const interactionId = InteractionId.parse(id);
      await partition.write(atMs, { text: 'hello' }, interactionId);
      if (by === 'frame') await partition.write((atMs += 1000), 'ended', interactionId);
      await processEntries(0, await partition.take(), partition.processing);
      await partition.listen('a', 500, (atMs += 1_000_000));
      await partition.deadlines.fire(0);
      expect(await partition.endings.end(0, interactionId)).toBe(true);
      // the next is written in another ms: the retention is over for this one
      const [last] = await redis.xrevrange(stream, '+', '-', 'COUNT', 1);
      const writtenAtMs = Number(last?.[0].split('-')[0]);
      const nowMs = async () => {
        const [seconds = 0, micros = 0] = (await redis.time()).map(Number);
        return seconds * 1000 + Math.floor(micros / 1000);
      };
      await vi.waitUntil(async () => (await nowMs()) > writtenAtMs, { timeout: 60_000, interval: 1 });
    },
    addGroup: (name: string) => {
      groups.push(name);
      return redis.xgroup('CREATE', stream, name, '0', 'MKSTREAM');
    },
    deliver: (group: string, count: number) =>
      redis.xreadgroup('GROUP', group, 'one', 'COUNT', count, 'STREAMS', stream, '>'),
    kept: async (): Promise<string[]> => {
      const entries = await redis.xrange(stream, '-', '+');
      // the index names exactly what the stream holds
      const index: Record<string, string[]> = {};
      for (const [entryId, fields] of entries)
        (index[streamFields(fields)['interactionId'] ?? ''] ??= []).push(entryId);
      const stored = Object.entries(await redis.hgetall(keys.outcomeEntries(0)));
      expect(Object.fromEntries(stored.map(([id, entryIds]) => [id, entryIds.split(' ')]))).toEqual(index);
      return entries.map(([, fields]) => streamFields(fields)['interactionId'] ?? '');
    },
    entryIds: async () => (await redis.xrange(stream, '-', '+')).map(([entryId]) => entryId),
  };
}

test('outcomes are dropped after their retention, and with them their place in the index', async () => {
  const { end, kept } = await setUp();
  await end('a', 'silence');
  expect(await kept()).toEqual(['a']);
  await end('a', 'silence'); // resumed: its second outcome
  await end('b');
  expect(await kept()).toEqual(['b']);
});

test('an outcome that an archive has not kept stays beyond its retention, and so does what was written after it', async () => {
  const { addGroup, deliver, end, entryIds, kept, redis, stream } = await setUp();
  await Promise.all([addGroup('archive'), addGroup('archive-files')]);
  for (const id of ['a', 'b', 'c']) await end(id);
  expect(await kept()).toEqual(['a', 'b', 'c']);
  const [a = '', b = '', c = ''] = await entryIds();
  await deliver('archive', 3);
  await redis.xack(stream, 'archive', a, b, c);
  await deliver('archive-files', 2);
  await redis.xack(stream, 'archive-files', a);
  expect(await readUnarchived(redis, stream)).toEqual(
    new Map([
      ['archive', undefined],
      ['archive-files', Number(b.split('-')[0])],
    ]),
  );
  await end('d');
  expect(await kept()).toEqual(['b', 'c', 'd']);
  await redis.xack(stream, 'archive-files', b);
  await end('e');
  expect(await kept()).toEqual(['c', 'd', 'e']);
  await redis.xgroup('DESTROY', stream, 'archive-files');
  await end('f');
  expect(await kept()).toEqual(['d', 'e', 'f']);
});

test('that an archive is behind by half of the retention is a warning, with the time as a metric', async () => {
  const { addGroup, deliver, end, entryIds, keys, redis, stream } = await setUp();
  const registry = new Registry();
  const metrics = createMatcherMetrics(registry);
  const lagFor = (retentionMs: number) => createArchiveLag({ redis, keys, metrics, retentionMs });
  const lag = lagFor(1);
  await end('a');
  await lag.measure(0);
  expect(lag.objection()).toBeUndefined(); // nobody archives
  expect(await registry.metrics()).not.toContain('cueline_archive_lag_seconds{');
  await addGroup('archive');
  await lag.measure(0);
  expect(lag.objection()).toMatchObject({
    reason: expect.stringMatching(/^outcomes have not been archived for 0\.0 h$/),
  });
  expect(await registry.metrics()).toMatch(/cueline_archive_lag_seconds\{partition="0"\} (?!0\n)/);
  const patient = lagFor(3_600_000);
  await patient.measure(0);
  expect(patient.objection()).toBeUndefined();
  await deliver('archive', 1);
  await redis.xack(stream, 'archive', ...(await entryIds()));
  await lag.measure(0);
  expect(lag.objection()).toBeUndefined();
  expect(await registry.metrics()).toContain('cueline_archive_lag_seconds{partition="0"} 0');
});
