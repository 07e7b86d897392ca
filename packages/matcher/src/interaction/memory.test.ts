import fc from 'fast-check';
import { emptyState, EMPTY_TAIL } from '@cueline/rules';
import { createWrittenFormat, FORMAT, pieceField, piecesOf } from '@cueline/shared';
import { expect, test } from 'vitest';
import { startPartition, X } from '../partition/partition.fixture.js';
import { createPartitionContext } from '../partition/partition-context.js';
import { processEntries } from '../partition/process-entries.js';
import { parseNumbered } from './known-fields.js';
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
      const { known, numbers } = parseNumbered({ state: String(state), heard: heard?.toString(), tail, pieces });
      // no piece is there that nobody needs, nor a tail in both formats
      expect(Object.keys(pieces).toSorted()).toEqual(numbers.map(pieceField).toSorted());
      expect([heard, tail].filter((field) => field !== undefined)).toHaveLength(1);
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

const heardAt = (atUs: number) => {
  const known = { state: emptyState(atUs), tail: EMPTY_TAIL };
  return { stateRevision: 'a', pack: 'p', known, plannedLooks: [], fellSilent: false };
};
const SECOND_US = 1_000_000;

test('when more calls speak in turn than can be remembered, those that fit stay remembered', () => {
  const memory = createMemory(10_000);
  const calls = Array.from({ length: 12 }, (_, i) => `call ${i}`);
  const hits = [1, 2, 3].map((round) => {
    const recalled = calls.filter((key) => memory.recall(key) !== undefined);
    for (const key of calls) memory.remember(key, heardAt(round * SECOND_US));
    return recalled.length;
  });
  expect(hits).toEqual([0, 6, 6]);
});

test('a call that has long been silent makes room for another', () => {
  const memory = createMemory(10_000);
  const calls = Array.from({ length: 6 }, (_, i) => `call ${i}`);
  for (const key of calls) memory.remember(key, heardAt(0));
  memory.recall('call 0');
  memory.remember('another', heardAt(300 * SECOND_US));
  expect(calls.filter((key) => memory.recall(key) === undefined)).toEqual(['call 1']);
  expect(memory.recall('another')).toBeDefined();
});
