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
const watch = () => partition.redis.xadd(partition.keys.changes(0), 'MAXLEN', 0, '*', '', '');
/** Which interactions were noted, and forgets them. */
async function changes(): Promise<string[]> {
  const entries = await partition.redis.xrange(partition.keys.changes(0), '-', '+');
  await partition.redis.xtrim(partition.keys.changes(0), 'MAXLEN', 0);
  return entries.flatMap(([, fields]) => fields.filter((id) => id !== ''));
}

test('which interactions have changed is noted while somebody watches, and only then', async () => {
  const { redis, keys } = partition;
  await partition.write(1000, { text: 'hello' });
  await process();
  expect(await redis.exists(keys.changes(0))).toBe(0);
  await watch();
  await partition.write(1500, { text: 'hello' }, Y);
  await process();
  expect(await changes()).toEqual(['y']);
  await partition.write(2000, { text: 'this call is not recorded' });
  await process();
  await partition.write(2500, { text: 'hello' }, Y);
  await process();
  expect((await changes()).toSorted()).toEqual(['x', 'y']);
});

test('near misses that were found, and the end of a call, are changes too', async () => {
  await partition.write(1000, { text: 'this call is not recorded' });
  await process();
  await watch();
  await partition.listen('a', 500, 31_001);
  await partition.deadlines.fire(0);
  await partition.nearMisses.keep(0, X);
  expect(await changes()).toEqual(['x']);
  await partition.write(40_000, 'ended');
  await process();
  await changes();
  await partition.listen('a', 500, 50_001);
  const { endings } = await partition.deadlines.fire(0);
  for (const id of endings) await partition.endings.end(0, id);
  expect(endings).toEqual([X]);
  expect(await changes()).toEqual(['x']);
});
