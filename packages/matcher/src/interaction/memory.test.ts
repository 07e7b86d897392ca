import fc from 'fast-check';
import { emptyState, EMPTY_TAIL } from '@cueline/rules';
import { expect, test } from 'vitest';
import { startPartition, X } from '../partition/partition.fixture.js';
import { createPartitionContext } from '../partition/partition-context.js';
import { processEntries } from '../partition/process-entries.js';
import { createMemory } from './memory.js';

const texts = ['so this call', 'is recorded', 'it is a guaranteed', 'return', 'this call is recorded', 'hello again'];

test('matchers that take turns store the same as one that remembers all, and as one that remembers nothing', async () => {
  const partition = await startPartition();
  try {
    const { redis, keys } = partition;
    const stateOf = async () => redis.hmgetBuffer(keys.interaction(0, X), 'state', 'tail', 'looks', 'pack', 'endAt');
    const play = async (said: readonly string[], matcherOf: (segment: number) => typeof partition.processing) => {
      await redis.flushall();
      for (const [i, text] of said.entries()) {
        await partition.write(1000 + 4000 * i, { text });
        await processEntries(0, await partition.take(), matcherOf(i));
      }
      return stateOf();
    };
    const matchers = [1, 2, 3].map(() => createPartitionContext(partition.context).processing);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom(...texts), { minLength: 1, maxLength: 8 }),
        fc.infiniteStream(fc.nat(2)),
        async (said, turns) => {
          const fresh = () => createPartitionContext(partition.context).processing;
          const alone = await play(said, () => partition.processing);
          expect(await play(said, () => matchers[turns.next().value ?? 0] ?? fresh())).toEqual(alone);
          expect(await play(said, fresh)).toEqual(alone);
        },
      ),
      { numRuns: 15 },
    );
  } finally {
    await partition.stop();
  }
});

test('what was remembered longest ago is forgotten when there is too much', () => {
  const memory = createMemory(10);
  const remembered = { stateRevision: 'a', pack: 'p', known: { state: emptyState(0), tail: EMPTY_TAIL } };
  for (const key of ['one', 'two', 'three']) memory.remember(key, remembered, 4);
  expect(['one', 'two', 'three'].map((key) => memory.recall(key) !== undefined)).toEqual([false, true, true]);
});
