import { createKeys, InteractionId, partitionOf } from '@cueline/shared';
import { first } from '@cueline/shared/testing';
import { expect, test } from 'vitest';
import { type Pipeline, startPipelineOn } from './harness/pipeline.js';
import { startRedis, type TestRedis } from './harness/redis.js';
import { writeRules } from './harness/rule-file.js';
import { segmentsLeft } from './harness/segments-left.js';
import { cuedTitles, shownCues } from './harness/shown-cues.js';
import { endFrame, speechFrame } from './harness/speech-frame.js';
import { QUICK } from './harness/timing.js';

// What a fail-over may cost, by the table in docs/guarantees.md: Redis loses the latest writes that it had answered. Here
// one server does, in the same way each time: it stops writing to its append-only file, and is killed.

const RULES = `
version: 1
events:
  cancel: {speaker: customer, say: ["cancel my contract"]}
disclosures:
  - {id: notice, title: Notice, say: ["this call is recorded"], due: 1s}
  - {id: fee, title: Fee, after: cancel, say: ["cancellation fee"], due: 1s}
limits: {quiet: 0s}
`;
const keys = createKeys('cueline');
const id = InteractionId.parse('x');
const partition = partitionOf(id, 8);

/** Whatever Redis answers from now on is lost when it is restarted. */
async function keepNothingMore({ client }: TestRedis): Promise<void> {
  await client.config('SET', 'appendonly', 'no');
  await client.set('lost', 'yes');
}

/** Kills Redis, and starts it without what it has answered since it kept nothing more. */
async function loseWrites({ client, server }: TestRedis): Promise<void> {
  await server.restart();
  expect(await client.exists('lost')).toBe(0);
}

const requests = ({ simulator }: Pipeline) => simulator.journal.read({ kind: 'cue' });

/** Freezes the matcher until what is said here is in the stream. From when it continues, Redis keeps nothing more. */
async function losingWhatFollows({ redis, matchers }: Pipeline, say: () => void): Promise<void> {
  const matcher = first(matchers);
  matcher.freeze();
  say();
  await expect.poll(() => segmentsLeft(redis.client)).toBe(1);
  await keepNothingMore(redis);
  matcher.thaw();
}

/** A pipeline that has posted a cue and recorded it, all of which Redis will lose. */
async function startWithLosses(): Promise<Pipeline> {
  const pipeline = await startPipelineOn(await startRedis(), { rulesFile: await writeRules(RULES), settings: QUICK });
  const { redis, simulator } = pipeline;
  await losingWhatFollows(pipeline, () =>
    simulator.pushFrame(speechFrame({ interactionId: id, segmentId: '1', text: 'good morning' })),
  );
  await expect.poll(() => requests(pipeline)).toHaveLength(1);
  await expect.poll(() => redis.client.zcard(keys.outbox(partition))).toBe(0);
  return pipeline;
}

test('speech is applied, its look requested and its cue posted again under the same key, if Redis lost all that', async () => {
  const pipeline = await startWithLosses();
  await loseWrites(pipeline.redis);
  await expect.poll(() => requests(pipeline)).toHaveLength(2);
  expect(new Set(requests(pipeline).map(({ idempotencyKey }) => idempotencyKey)).size).toBe(1);
  expect(shownCues(pipeline.simulator).map(cuedTitles)).toEqual([['Notice']]);
});

test('a cue that Redis lost is posted under another key if something else has become due since', async () => {
  const pipeline = await startWithLosses();
  const { redis, simulator, publishers } = pipeline;
  await first(publishers).kill();
  await loseWrites(redis);
  const text = 'cancel my contract';
  simulator.pushFrame(speechFrame({ interactionId: id, segmentId: '2', text, speaker: 'customer' }));
  const known = (field: string) => redis.client.hget(keys.interaction(partition, id), field);
  await expect.poll(() => known('state')).toContain('event:cancel');
  await expect.poll(() => known('looks')).toBe(''); // both have become due
  await first(publishers).restart();
  await expect.poll(() => shownCues(simulator).map(cuedTitles)).toEqual([['Notice'], ['Notice', 'Fee']]);
});

test('an outcome that Redis lost is written again with the same revision', async () => {
  const pipeline = await startPipelineOn(await startRedis(), {
    publishers: 0,
    rulesFile: await writeRules(RULES),
    settings: QUICK,
  });
  const { redis, simulator } = pipeline;
  const outcomes = async () => {
    const entries = await redis.client.xrange(keys.outcomes(partition), '-', '+');
    return entries.map(([, fields]) => fields);
  };
  simulator.pushFrame(speechFrame({ interactionId: id, segmentId: '1', text: 'this call is recorded' }));
  await expect.poll(() => redis.client.exists(keys.interaction(partition, id))).toBe(1);
  await losingWhatFollows(pipeline, () => simulator.pushFrame(endFrame(id)));
  await expect.poll(outcomes).toHaveLength(1);
  const before = await outcomes();
  await loseWrites(redis);
  await expect.poll(outcomes).toEqual(before);
});
