import { createKeys, FORMAT } from '@cueline/shared';
import { first } from '@cueline/shared/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { askCueline, makeDirectory } from './harness/cueline-command.js';
import { expectDeservedVerdicts, expectOwedIsCued } from './harness/ledger.js';
import { type Pipeline, startPipeline } from './harness/pipeline.js';
import { writeRules } from './harness/rule-file.js';
import { playScripted, RULES } from './harness/scripted-calls.js';
import { segmentsLeft } from './harness/segments-left.js';
import { shownCues } from './harness/shown-cues.js';
import { expectStatus } from './harness/status.js';
import { QUICK } from './harness/timing.js';
import { buildNext } from './rolling/next-build.js';

const keys = createKeys('cueline');
const NEXT = FORMAT + 1;

/** A release that stores things in a format that is one higher. */
let next: Awaited<ReturnType<typeof buildNext>>;
beforeAll(async () => {
  next = await buildNext();
});
afterAll(() => next.remove());

const start = async () =>
  startPipeline({ rulesFile: await writeRules(RULES), settings: { ...QUICK, CUE_MAX_AGE_MS: '3600000' } });
const startNext = (pipeline: Pipeline, name: 'ingest' | 'matcher' | 'publisher') =>
  pipeline.startAnother(name, { checkout: next.checkout });

const partitionsOf = ({ redis }: Pipeline) => Array.from({ length: redis.partitions }, (_, partition) => partition);
/** Formats of all entries that wait. */
const formatsOf = async (pipeline: Pipeline) => {
  const streams = await Promise.all(
    partitionsOf(pipeline).map((partition) => pipeline.redis.client.xrange(keys.segments(partition), '-', '+')),
  );
  return [...new Set(streams.flat().map(([, fields]) => fields[fields.indexOf('v') + 1]))];
};
const deadLetters = async (pipeline: Pipeline) =>
  Promise.all(partitionsOf(pipeline).map((partition) => pipeline.redis.client.xlen(keys.dead(partition))));
const linesOf = (process: Pipeline['matchers'][number] | undefined, msg: string) =>
  process?.log.filter((line) => line.msg === msg) ?? [];

test('beside processes of this release, the next writes what they read, and all is cued once', async () => {
  const pipeline = await start();
  await startNext(pipeline, 'ingest');
  await startNext(pipeline, 'matcher');
  await startNext(pipeline, 'publisher');
  await first(pipeline.ingests).stop();
  const { calls, played } = playScripted(pipeline, 3);
  await played;
  await expectOwedIsCued(pipeline, calls);
  expect(await pipeline.redis.client.get(keys.format)).toBe(`${FORMAT}`);
  await first(pipeline.matchers).stop();
  await expectDeservedVerdicts(pipeline, calls);
});

test('what a later release has stored is left to it: never acknowledged, no dead letter, said once, and then cued', async () => {
  const pipeline = await start();
  const [matcher] = pipeline.matchers;
  await first(pipeline.ingests).stop();
  await pipeline.redis.client.set(keys.format, NEXT); // as if this matcher had been frozen when the next took over
  await startNext(pipeline, 'ingest');
  await pipeline.simulator.sockets.subscribed(1);
  const { calls, played } = playScripted(pipeline, 1);
  await played;

  const heard = calls.flatMap(({ call }) => call.segments).length;
  await expect.poll(() => segmentsLeft(pipeline.redis.client, pipeline.redis)).toBe(heard);
  expect(await formatsOf(pipeline)).toEqual([`${NEXT}`]);
  await expectStatus(pipeline, { says: new RegExp(`${heard} entries of a newer format wait for matchers`) });
  await expectStatus(pipeline, { says: new RegExp(`reads what is stored up to format ${FORMAT}`) });
  expect(shownCues(pipeline.simulator)).toEqual([]);
  await expect
    .poll(() => matcher?.read('/metrics'))
    .toMatch(new RegExp(`^cueline_matcher_left_entries_total{.*} ${heard}$`, 'm')); // each once
  expect(linesOf(matcher, 'entries of a newer format are left to matchers of a later release')).toHaveLength(1);

  await startNext(pipeline, 'matcher');
  await startNext(pipeline, 'publisher');
  await expectOwedIsCued(pipeline, calls);
  await expectDeservedVerdicts(pipeline, calls);
  expect(await deadLetters(pipeline)).toEqual(partitionsOf(pipeline).map(() => 0));
});

test('a process that cannot read the format in force does not start, and says which release is needed', async () => {
  const pipeline = await start();
  await pipeline.redis.client.set(keys.format, NEXT + 1);
  const refused = pipeline.startAnother('matcher', { untilReady: false });
  const another = await refused;
  await expect.poll(() => another.log.map(({ msg }) => msg).join('\n')).toMatch(/is in force: a later release/);
});

test('nor does one that cannot read where the partitions lie, as a later release has moved them', async () => {
  const pipeline = await start();
  await pipeline.redis.client.set(keys.partitions, '{"v":2,"epoch":3,"ranges":[]}');
  const another = await pipeline.startAnother('matcher', { untilReady: false });
  const refusal =
    /this release cannot read how many partitions there are .*: a later release has moved them, and is needed/;
  await expect.poll(() => another.log.map(({ msg }) => msg).join('\n')).toMatch(refusal);
  const cwd = await makeDirectory();
  const { code, text } = await askCueline(['status'], { cwd, env: pipeline.redis.environment });
  expect([code, text]).toEqual([78, expect.stringMatching(refusal)]);
});
