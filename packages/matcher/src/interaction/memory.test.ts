import fc from 'fast-check';
import { emptyState, EMPTY_TAIL } from '@cueline/rules';
import { createWrittenFormat, FORMAT, pieceField, piecesOf } from '@cueline/shared';
import { expect, test } from 'vitest';
import { startPartition, X } from '../partition/partition.fixture.js';
import { createPartitionContext } from '../partition/partition-context.js';
import { processEntries } from '../partition/process-entries.js';
import { numbersIn, parseKnown } from './known-fields.js';
import { createMemory } from './memory.js';

const texts = ['so this call', 'is recorded', 'it is a guaranteed', 'return', 'this call is recorded', 'hello again'];

test('matchers that take turns, in two formats, store the same as one that remembers all, and as one that remembers nothing', async () => {
  const partition = await startPartition();
  try {
    const { redis, keys } = partition;
    const stateOf = async () => {
      const hash = await redis.hgetallBuffer(keys.interaction(0, X));
      const { state, heard, tail, looks, pack, endAt } = hash;
      const { pieces } = piecesOf(hash);
      // no piece is there that nobody needs, nor a tail in both formats
      expect(Object.keys(pieces).toSorted()).toEqual(numbersIn(heard?.toString()).map(pieceField).toSorted());
      expect([heard, tail].filter((field) => field !== undefined)).toHaveLength(1);
      const known = parseKnown({ state: String(state), heard: heard?.toString(), tail, pieces });
      return { known, looks: String(looks), pack: String(pack), endAt: String(endAt) };
    };
    const play = async (said: readonly string[], matcherOf: (segment: number) => typeof partition.processing) => {
      await redis.flushall();
      for (const [i, text] of said.entries()) {
        await partition.write(1000 + 4000 * i, { text });
        await processEntries(0, await partition.take(), matcherOf(i));
      }
      return stateOf();
    };
    const writes = (newest: number) => createWrittenFormat({ oldest: newest, newest });
    const matchers = [1, FORMAT, FORMAT].map(
      (format) => createPartitionContext({ ...partition.context, format: writes(format) }).processing,
    );
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
  const memory = createMemory(250);
  const segment = { segmentId: 's', speaker: 'agent', text: '', atUs: 0, heardAtUs: 0, confidence: 1 } as const;
  const known = { state: emptyState(0), tail: { ...EMPTY_TAIL, segments: [segment] } };
  const remembered = { stateRevision: 'a', pack: 'p', known, plannedLooks: [], fellSilent: false };
  for (const key of ['one', 'two', 'three']) memory.remember(key, remembered);
  expect(['one', 'two', 'three'].map((key) => memory.recall(key) !== undefined)).toEqual([false, true, true]);
});
