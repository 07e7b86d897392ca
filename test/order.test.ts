import { createKeys } from '@cueline/shared';
import type { Random } from '@cueline/simulator';
import { expect, test } from 'vitest';
import { expectDeservedVerdicts, expectOwedIsCued, expectVerdicts } from './harness/ledger.js';
import { startPipeline } from './harness/pipeline.js';
import { writeRules } from './harness/rule-file.js';
import { playScripted, RULES, scriptedCalls } from './harness/scripted-calls.js';
import { segmentsLeft } from './harness/segments-left.js';
import { entriesOf, writeEntries } from './harness/stream-entries.js';
import { createTestRandom } from './harness/test-random.js';
import { QUICK_WITHOUT_GAPS } from './harness/timing.js';

function shuffled<T>(items: readonly T[], random: Random): T[] {
  return items
    .map((item) => ({ item, rank: random() }))
    .toSorted((a, b) => a.rank - b.rank)
    .map(({ item }) => item);
}

test('entries shuffled, repeated and cut at any word give the verdicts that the calls deserve', async () => {
  const pipeline = await startPipeline({ ingests: 0, matchers: 3, publishers: 0, rulesFile: await writeRules(RULES) });
  const { client, partitions } = pipeline.redis;
  const random = createTestRandom();
  const calls = scriptedCalls(5);
  const beginMs = Date.now() - 60_000;
  const cut = (words: number) => (random() < 0.5 ? 1 + Math.floor(random() * (words - 1)) : undefined);
  const entries = calls.flatMap(({ call }) => entriesOf(call, beginMs, cut, partitions));
  const repeated = [...entries, ...entries.filter(() => random() < 0.3)];
  await writeEntries(client, shuffled(repeated, random));
  await expect.poll(() => segmentsLeft(client, { partitions })).toBe(0);
  // Nothing is judged until an ingest has listened past it, as this one does.
  await pipeline.startAnother('ingest');
  await expectVerdicts(pipeline, calls);
});

test('cut at every word, one after the other, a disclosure is always heard', async () => {
  const pipeline = await startPipeline({ ingests: 0, publishers: 0, rulesFile: await writeRules(RULES) });
  const { client, partitions } = pipeline.redis;
  const [dutiful] = scriptedCalls(1);
  if (dutiful === undefined) throw new Error('no such call');
  const beginMs = Date.now() - 60_000;
  const cuts = Array.from({ length: 9 }, (_, i) => i + 1);
  const calls = cuts.map((at) => ({ ...dutiful, call: { ...dutiful.call, interactionId: `cut-${at}` } }));
  await writeEntries(
    client,
    calls.flatMap(({ call }, i) => entriesOf(call, beginMs, () => cuts[i], partitions)),
  );
  await expect.poll(() => segmentsLeft(client, { partitions })).toBe(0);
  await pipeline.startAnother('ingest');
  await expectVerdicts(pipeline, calls);
});

test('frames repeated, changed about and mixed with bad ones change nothing', async () => {
  const pipeline = await startPipeline({
    ingests: 2,
    matchers: 2,
    rulesFile: await writeRules(RULES),
    settings: QUICK_WITHOUT_GAPS,
  });
  const chance = { chance: 0.3 };
  pipeline.simulator.faults.set({
    frameDuplicate: chance,
    frameReordered: chance,
    frameInterim: chance,
    frameMalformed: chance,
    frameBinary: chance,
    frameOversized: { chance: 0.02 },
  });
  const { calls, played } = playScripted(pipeline, 5);
  await played;
  await expectOwedIsCued(pipeline, calls);
  await expectDeservedVerdicts(pipeline, calls);
  const bad = await Promise.all(
    Array.from({ length: pipeline.redis.partitions }, (_, p) =>
      pipeline.redis.client.xlen(createKeys('cueline').badFrames(p)),
    ),
  );
  expect(Math.max(...bad)).toBeGreaterThan(0);
});
