import { judge, parseState } from '@cueline/rules';
import { InteractionId, parseEvents } from '@cueline/shared';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PACK, startPartition, type TestPartition } from '../partition/partition.fixture.js';
import { processEntries } from '../partition/process-entries.js';
import { createAcknowledge } from './acknowledge.js';

let partition: TestPartition;
beforeAll(async () => {
  partition = await startPartition();
});
afterAll(() => partition.stop());

const acknowledge = (id: InteractionId, rule = 'notice') =>
  createAcknowledge(partition)(0, id, { rule, user: 'ann', reason: 'said off the record' });
const process = async () => processEntries(0, await partition.take(), partition.processing);
const fieldOf = (id: InteractionId, field: string) => partition.redis.hget(partition.keys.interaction(0, id), field);

test('a disclosure that was ticked off stays so, in whatever order with speech', async () => {
  let calls = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom('hello there', 'this call is recorded', 'goodbye'), { minLength: 1, maxLength: 5 }),
      fc.nat(4),
      async (texts, place) => {
        const id = InteractionId.parse(`call ${(calls += 1)}`);
        const results: string[] = [];
        const after = Math.min(place, texts.length - 1);
        for (const [i, text] of texts.entries()) {
          await partition.write(1000 + i * 1000, { text }, id);
          // read by a matcher that has not processed it yet when the disclosure is ticked off
          const taken = await partition.take();
          if (i === after && after > 0) results.push(await acknowledge(id));
          await processEntries(0, taken, partition.processing);
          if (i === after && after === 0) results.push(await acknowledge(id));
        }
        expect(results).toEqual(['done']);
        const verdict = judge(PACK, parseState((await fieldOf(id, 'state')) ?? ''), Infinity).disclosures['notice'];
        expect(verdict?.kind).toBe('acknowledged');
        expect(await partition.redis.zscore(partition.keys.outbox(0), id)).not.toBeNull();
        expect(parseEvents((await fieldOf(id, 'events')) ?? '')).toEqual([
          {
            atMs: expect.any(Number),
            what: 'acknowledged',
            items: ['notice'],
            detail: 'said off the record',
            by: 'ann',
          },
        ]);
      },
    ),
    { numRuns: 20 },
  );
});

test('a disclosure is ticked off once, and not in a call that is over', async () => {
  const id = InteractionId.parse('ends');
  expect(await acknowledge(id)).toBe('over');
  await partition.write(1000, { text: 'hello' }, id);
  await process();
  expect(await acknowledge(id)).toBe('done');
  expect(await acknowledge(id)).toBe('already');
  expect(await acknowledge(id, 'toString')).toBe('done');
  await partition.write(2000, 'ended', id);
  await process();
  expect(await acknowledge(id, 'promise')).toBe('over');
});
