import { InteractionHash, isPieceField, parseOutcomeEntry, streamFields } from '@cueline/shared';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startPartition, X, type TestPartition } from '../partition/partition.fixture.js';
import { processEntries } from '../partition/process-entries.js';

let partition: TestPartition;
beforeEach(async () => {
  partition = await startPartition();
});
afterEach(() => partition.stop());

const process = async () => processEntries(0, await partition.take(), partition.processing);
const listenUntil = async (ms: number) => {
  await partition.listen('a', 500, ms);
  const { endings, lookRequests } = await partition.deadlines.fire(0);
  for (const { interactionId } of lookRequests) await partition.nearMisses.keep(0, interactionId);
  for (const id of endings) await partition.endings.end(0, id);
};
/** The hash's fields, each as the schema describes it; throws if there is one that the schema does not have. */
const hash = async () => {
  const fields = Object.entries(await partition.redis.hgetallBuffer(partition.keys.interaction(0, X)));
  return InteractionHash.partial()
    .strict()
    .parse(Object.fromEntries(fields.filter(([field]) => !isPieceField(field))));
};

test('all that the matcher writes of an interaction, from its first word to its stub, is as the schemas say', async () => {
  await partition.write(1000, { text: 'this call is not recorded, a guaranteed return' });
  await process();
  await listenUntil(31_001);
  expect(await hash()).toMatchObject({ endAt: 901_000, look: 2, critical: '1', nearMisses: expect.any(Buffer) });
  await listenUntil(901_001);
  expect(await hash()).toMatchObject({ closed: 'silence', outcome: 1, looks: '', endAt: 902_000 });
  await partition.write(901_500, { text: 'this call is recorded', attributes: { skill: 'loans' } });
  await partition.write(910_000, 'ended');
  await process();
  await listenUntil(920_001);
  const stub = await hash();
  expect(stub).toMatchObject({ closed: 'frame', endedBefore: 910_000, reuse: 0 });
  expect(Object.keys(stub).toSorted()).toEqual(['closed', 'endedBefore', 'look', 'reuse', 'rev', 'v']);
  await partition.write(930_000, { text: 'hello again' });
  await listenUntil(930_001);
  await process();
  expect(await hash()).toMatchObject({ reuse: 1, endAt: 1_830_000 });

  const outcomes = await partition.redis.xrange(partition.keys.outcomes(0), '-', '+');
  const written = outcomes.map(([, fields]) => JSON.parse(streamFields(fields)['outcome'] ?? ''));
  const read = outcomes.map(([, fields]) => parseOutcomeEntry(fields));
  expect(read).toMatchObject([
    { interactionId: X, revision: 1, final: false, outcome: { endedBy: 'silence' } },
    { interactionId: X, revision: 2, final: true, outcome: { endedBy: 'frame', attributes: { skill: 'loans' } } },
  ]);
  // nothing is in it that the schema does not have
  expect(read.map((entry) => entry?.outcome)).toEqual(written);
});
