import { parseSpeech } from '@cueline/shared';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { startPartition, X } from '../partition/partition.fixture.js';
import { processEntries } from '../partition/process-entries.js';

async function setUp(settings: Readonly<Record<string, string>> = { KEEP_SPEECH: 'masked' }) {
  const partition = await startPartition(settings);
  onTestFinished(partition.stop);
  const { redis, keys } = partition;
  return {
    ...partition,
    process: async () => processEntries(0, await partition.take(), partition.processing),
    /** Advances how far was listened, and ends the interactions then due to end. */
    listenUntil: async (ms: number) => {
      await partition.listen('a', 500, ms);
      const { endings } = await partition.deadlines.fire(0);
      for (const id of endings) await partition.endings.end(0, id);
    },
    /** What is kept of live calls, as heard. */
    live: async () => parseSpeech((await redis.get(keys.speech(0, X))) ?? ''),
    /** What is to be archived, by the entry of the outcome that it belongs to, in order. */
    ended: async () => {
      const entries = await redis.xrange(keys.outcomes(0), '-', '+');
      const said = await redis.hgetall(keys.endedSpeech(0));
      return entries.map(([entryId]): { text: string; attributes?: object }[] | undefined =>
        said[entryId] === undefined ? undefined : JSON.parse(said[entryId]),
      );
    },
  };
}
const texts = (said: readonly { text: string }[] | undefined) => said?.map(({ text }) => text);

test('what was said is kept with the outcome, masked by all of the call, and no longer as it was heard', async () => {
  const { write, process, listenUntil, live, ended, redis, keys } = await setUp();
  const attributes = { skill: 'loans', account: '4111 1111 1111 1111' };
  await write(1000, { text: 'your card number is 5500 00', attributes });
  await write(2000, { text: 'mhm', speaker: 'customer', attributes });
  await write(90_000, { text: '00 0000 0004 thank you', attributes: { ...attributes, skill: 'cards' } });
  await process();
  expect(texts(await live())).toEqual(['your card number is 5500 00', 'mhm', '00 0000 0004 thank you']);
  await write(91_000, 'ended');
  await process();
  await listenUntil(101_001);
  expect(await ended()).toEqual([
    [
      expect.objectContaining({
        segmentId: 's1000',
        speaker: 'agent',
        text: 'your card number is [number]',
        heardAtMs: 1000,
        attributes: { skill: 'loans', account: '[number]' },
      }),
      { segmentId: 's2000', speaker: 'customer', text: 'mhm', heardAtMs: 2000, confidence: 1 },
      expect.objectContaining({ text: '[number] thank you', attributes: { skill: 'cards' } }),
    ],
  ]);
  expect(await redis.exists(keys.speech(0, X))).toBe(0);
});

test('a call that resumes after silence has all that was said in it in each of its outcomes', async () => {
  const { write, process, listenUntil, live, ended } = await setUp();
  await write(1000, { text: 'hello' });
  await process();
  await listenUntil(901_001);
  await write(901_500, { text: 'are you still there' });
  await process();
  await listenUntil(1_801_501);
  expect((await ended()).map(texts)).toEqual([['hello'], ['hello', 'are you still there']]);
  expect(texts(await live())).toHaveLength(2);
  await listenUntil(1_801_500 + 1001);
  await listenUntil(1_801_500 + 1002);
  expect(await live()).toEqual([]);
});

test('what is said in the next call under an id is kept with that one alone', async () => {
  const { write, process, listenUntil, ended } = await setUp();
  await write(1000, { text: 'the first' });
  await write(50_000, 'ended');
  await process();
  await listenUntil(60_001);
  await listenUntil(69_000);
  await write(70_000, { text: 'the second' });
  await listenUntil(75_000);
  await process();
  await write(80_000, 'ended');
  await process();
  await listenUntil(95_000);
  expect((await ended()).map(texts)).toEqual([['the first'], ['the second']]);
});

test('it is kept once each, in whatever order it comes and whoever processes it', async () => {
  const { write, take, processing, listenUntil, live, ended, redis } = await setUp();
  await fc.assert(
    fc.asyncProperty(fc.shuffledSubarray([1, 2, 3, 4, 5, 6], { minLength: 1 }), async (order) => {
      await redis.flushall();
      await redis.xgroup('CREATE', 'test:{0}:segments', 'matchers', '0', 'MKSTREAM');
      for (const n of order) await write(1000 * n, { text: `words ${n}` });
      const entries = await take();
      // two replicas hold the same entries: one of them records them
      await Promise.all([processEntries(0, entries, processing), processEntries(0, entries, processing)]);
      const expected = order.toSorted((a, b) => a - b).map((n) => `words ${n}`);
      expect(texts(await live())).toEqual(expected);
      await listenUntil(1_000_000);
      expect((await ended()).map(texts)).toEqual([expected]);
    }),
    { numRuns: 10 },
  );
});

test('of a call that says more than is kept the beginning is kept, and that it was cut is counted', async () => {
  const { write, process, listenUntil, live, ended, redis, keys, metrics } = await setUp();
  await write(1000, { text: 'hello' });
  await process();
  await redis.append(keys.speech(0, X), `${JSON.stringify({ ...(await live())[0], text: 'x'.repeat(4_200_000) })}\n`);
  await write(2000, { text: 'too much' });
  await write(3000, 'ended');
  await process();
  await listenUntil(50_000);
  expect((await ended())[0]?.map(({ text }) => text.slice(0, 5))).toEqual(['hello', 'xxxxx']);
  const { values } = await metrics.cut.get();
  expect(values.find(({ labels }) => labels.what === 'kept_speech')?.value).toBe(1);
});

test('by default nothing is kept', async () => {
  const { write, process, listenUntil, ended, redis } = await setUp({});
  await write(1000, { text: 'hello' });
  await write(2000, 'ended');
  await process();
  expect(await redis.keys('*speech*')).toEqual([]);
  await listenUntil(50_000);
  expect(await ended()).toEqual([undefined]);
  expect(await redis.keys('*speech*')).toEqual([]);
});
