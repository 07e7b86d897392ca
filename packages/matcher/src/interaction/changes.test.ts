import { InteractionId } from '@cueline/shared';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startPartition, X, type TestPartition } from '../partition/partition.fixture.js';
import { processEntries } from '../partition/process-entries.js';

let partition: TestPartition;
beforeEach(async () => {
  partition = await startPartition();
});
afterEach(() => partition.stop());

const Y = InteractionId.parse('y');
const process = async () => processEntries(0, await partition.take(), partition.processing);
const changes = () => partition.redis.zrange(partition.keys.changed(0), '0', '-1');

test('which interactions have changed is noted while somebody watches, and only then', async () => {
  const { redis, keys } = partition;
  await partition.write(1000, { text: 'hello' });
  await process();
  expect(await redis.exists(keys.changed(0))).toBe(0);
  await redis.set(keys.watched(0), '1');
  await partition.write(1500, { text: 'hello' }, Y);
  await process();
  expect(await changes()).toEqual(['y']);
  expect(await redis.ttl(keys.changed(0))).toBeGreaterThan(0);
  await partition.write(2000, { text: 'this call is not recorded' });
  await process();
  expect((await changes()).toSorted()).toEqual(['x', 'y']);
});

test('near misses that were found, and the end of a call, are changes too', async () => {
  const { redis, keys } = partition;
  await partition.write(1000, { text: 'this call is not recorded' });
  await process();
  await redis.set(keys.watched(0), '1');
  await partition.listen('a', 500, 31_001);
  await partition.deadlines.fire(0);
  await partition.nearMisses.keep(0, X);
  expect(await changes()).toEqual(['x']);
  await redis.del(keys.changed(0));
  await partition.write(40_000, 'ended');
  await process();
  await redis.del(keys.changed(0));
  await partition.listen('a', 500, 50_001);
  const { endings } = await partition.deadlines.fire(0);
  for (const id of endings) await partition.endings.end(0, id);
  expect(endings).toEqual([X]);
  expect(await changes()).toEqual(['x']);
});
