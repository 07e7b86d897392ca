import { FORMAT } from '@cueline/shared';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startPartition, X, type TestPartition } from '../partition/partition.fixture.js';
import { processEntries } from '../partition/process-entries.js';
import { newerFormatOf } from './entries.js';

const NEWER = FORMAT + 1;

let partition: TestPartition;
beforeEach(async () => {
  partition = await startPartition();
});
afterEach(() => partition.stop());

const process = async () => processEntries(0, await partition.take(), partition.processing);
const hash = () => partition.redis.hgetall(partition.keys.interaction(0, X));

test('an interaction of a newer format, its entries and its deadlines are left as they are', async () => {
  await partition.write(1000, { text: 'hello' });
  await process();
  const interaction = partition.keys.interaction(0, X);
  await partition.redis.hset(interaction, { v: NEWER, rev: 'later', state: '{"of":"later"}', looks: 'of later' });
  const before = await hash();
  await partition.write(2000, { text: 'a guaranteed return' });
  const { left, lookRequests } = await process();
  expect([...left]).toEqual([[NEWER, [expect.any(String)]]]);
  expect(lookRequests).toEqual([]);
  for (const [format, ids] of left) await partition.left.leave(0, format, ids);
  // the later release has processed the entry, and all that is planned is due
  for (const ids of left.values()) await partition.redis.xdel(partition.keys.segments(0), ...ids);
  await partition.listen('a', 500, 5_000_000);
  const fired = await partition.deadlines.fire(0);
  expect(fired).toMatchObject({ lookRequests: [], endings: [] });
  expect(await partition.endings.end(0, X)).toBe(false);
  await partition.nearMisses.keep(0, X);
  expect(await hash()).toEqual(before);
  expect(await partition.redis.zcard(partition.keys.deadlines(0))).toBe(1);
  expect(await partition.redis.xlen(partition.keys.dead(0))).toBe(0);
});

test('what is left is passed over, however much it is, and what lies behind it is claimed', async () => {
  const ids: string[] = [];
  for (let i = 0; i < 1200; i += 1) {
    const fields = ['heardAt', '1000', 'segment', '{}', 'v', `${NEWER}`];
    ids.push((await partition.redis.xadd(partition.keys.segments(0), '*', ...fields)) ?? '');
  }
  await partition.write(2000, { text: 'hello' });
  await partition.redis.xreadgroup('GROUP', 'matchers', 'gone', 'STREAMS', partition.keys.segments(0), '>');
  await partition.left.leave(0, NEWER, ids);
  await expect.poll(() => partition.claims.claimOne(0, 0)).toMatchObject({ failures: 0 });
  expect(await partition.claims.claimOne(0, 1)).toBeUndefined();
  await partition.left.measure(0);
  expect(partition.left.warning()).toMatchObject({ reason: expect.stringContaining('1200 entries') });
  await partition.redis.xack(partition.keys.segments(0), 'matchers', ...ids);
  await partition.left.measure(0);
  expect(partition.left.warning()).toBeUndefined();
});

test('a span of a newer format keeps the watermark where it is', async () => {
  await partition.write(1000, { text: 'hello' });
  await process();
  await partition.listen('a', 500, 40_000);
  const span = JSON.stringify({ v: NEWER, of: 'later' });
  await partition.redis.hset(partition.keys.listening(0), 'replica:b', span);
  expect(await partition.deadlines.fire(0)).toMatchObject({ watermarkUs: undefined, lookRequests: [] });
  expect(await partition.redis.hget(partition.keys.listening(0), 'watermark')).toBeNull();
});

test.each([
  [['segment', '{}', 'v', `${NEWER}`], NEWER],
  [['v', '99', 'anything', 'else'], 99],
  [['segment', '{}', 'v', `${FORMAT}`], undefined],
  [['segment', 'v', 'heardAt', '1'], undefined],
  [['segment', '{}', 'v', 'none'], undefined],
])('the format of an entry with %j is newer: %s', (fields, format) => {
  expect(newerFormatOf(['1-1', fields])).toBe(format);
});
