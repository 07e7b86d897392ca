import { parseState, judge } from '@cueline/rules';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { StreamedEntry } from './entries.js';
import { startPartition, X, PACK, type TestPartition } from './partition.fixture.js';
import { processEntries } from './process-entries.js';

let partition: TestPartition;
beforeEach(async () => {
  partition = await startPartition();
});
afterEach(() => partition.stop());
const take = (consumer?: string) => partition.take(consumer);
const process = (entries: readonly StreamedEntry[]) => processEntries(0, entries, partition.processing);
const state = async () => parseState((await partition.redis.hget(partition.keys.interaction(0, X), 'state')) ?? '');

test('huge start time', async () => {
  await partition.write(1000, { text: 'hello', startMs: 1e306 });
  await process(await take());
  await partition.write(2000, { text: 'this call is recorded' });
  try { await process(await take()); console.log('ok'); } catch (e) { console.log('THROWS', String(e)); }
  await partition.listen('a', 500, 2_000_000);
  for (const id of (await partition.deadlines.fire(0)).endings) {
    try { console.log(await partition.endings.end(0, id)); } catch (e) { console.log('END THROWS', String(e).slice(0, 200)); }
  }
});

test('duplicates', async () => {
  const say = ['a guaranteed return', 'you know', 'i think that this call', 'is not', 'recorded as far as i know'];
  for (let round = 0; round < 2; round += 1) {
    for (const [i, text] of say.entries()) await partition.write(1000 + i * 1000 + round * 0.5, { text, segmentId: `s${i}` });
    const entries = await take();
    await process(entries.slice(0, 4));
    await process(entries.slice(4));
    if (round === 0) {
      for (let i = 0; i < 40; i += 1) await partition.write(100_000 + i * 1000, { text: `and so on and on it goes without anything` });
      await process(await take());
    }
    const s = await state();
    console.log(JSON.stringify(judge(PACK, s, Infinity, 'heard'), null, 1));
  }
  expect(1).toBe(1);
});
