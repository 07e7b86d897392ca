import { createHold } from '@cueline/publisher';
import { createKeys, InteractionId, partitionOf } from '@cueline/shared';
import { first } from '@cueline/shared/testing';
import { expect, test } from 'vitest';
import { askCueline, makeDirectory, runCueline } from './harness/cueline-command.js';
import { findKeys } from './harness/find-keys.js';
import { expectOwedIsCued } from './harness/ledger.js';
import { startPipeline } from './harness/pipeline.js';
import { writeRules } from './harness/rule-file.js';
import { playScripted, RULES } from './harness/scripted-calls.js';
import { shownCues } from './harness/shown-cues.js';
import { speechFrame } from './harness/speech-frame.js';
import { QUICK_WITHOUT_GAPS } from './harness/timing.js';

const keys = createKeys('cueline');

/** In one step, as Redis would lose them: a matcher may be adding a job, which must not be half there. */
const LOSE = `
local keys = redis.call('KEYS', ARGV[1])
for _, key in ipairs(keys) do redis.call('DEL', key) end
return #keys`;

test('a look request survives the loss of the whole queue', async () => {
  const pipeline = await startPipeline({ rulesFile: await writeRules(RULES), settings: QUICK_WITHOUT_GAPS });
  await first(pipeline.publishers).kill();
  const { calls, played } = playScripted(pipeline, 3);
  await played;
  const { client } = pipeline.redis;
  const all = `${keys.queue.prefix}:*`;
  await expect.poll(async () => (await findKeys(client, all)).length).toBeGreaterThan(3);
  expect(await client.eval(LOSE, 1, `${keys.queue.prefix}:${keys.queue.name}`, all)).toBeGreaterThan(3);
  await first(pipeline.publishers).restart();
  await expectOwedIsCued(pipeline, calls);
});

test('a disclosure said while the queue could not move is not cued, and finished jobs leave BullMQ', async () => {
  const pipeline = await startPipeline({ rulesFile: await writeRules(RULES), settings: QUICK_WITHOUT_GAPS });
  await first(pipeline.publishers).kill();
  const say = (segmentId: string, text: string) =>
    pipeline.simulator.pushFrame(speechFrame({ interactionId: 'x', segmentId, text }));
  say('1', 'good morning');
  const { client, partitions } = pipeline.redis;
  const outbox = () => Promise.all(Array.from({ length: partitions }, (_, p) => client.zcard(keys.outbox(p))));
  await expect.poll(async () => Math.max(...(await outbox()))).toBe(1);
  const id = InteractionId.parse('x');
  const heard = () => client.hget(keys.interaction(partitionOf(id, partitions), id), 'rev');
  const before = await heard();
  say('2', 'by the way this call is being recorded');
  await expect.poll(heard).not.toBe(before);
  await first(pipeline.publishers).restart();
  await expect.poll(async () => Math.max(...(await outbox()))).toBe(0);
  expect(shownCues(pipeline.simulator)).toEqual([]);
  await expect
    .poll(() => findKeys(client, `${keys.queue.prefix}:${keys.queue.name}:*-*`))
    .toEqual(expect.not.arrayContaining([expect.stringMatching(/:[\w-]{16}-\d+$/)]));
});

test('while an operator pauses cues none is posted, and afterwards those still owed are', async () => {
  const pipeline = await startPipeline({ rulesFile: await writeRules(RULES), settings: QUICK_WITHOUT_GAPS });
  const cueline = async (...args: string[]) =>
    askCueline(args, { cwd: await makeDirectory(), env: pipeline.redis.environment });
  expect(await cueline('resume')).toMatchObject({ code: 0, text: 'cues are not held: there is nothing to resume' });
  expect(await cueline('pause', '1h')).toMatchObject({
    code: 0,
    text: expect.stringMatching(/^no cue is posted until 20/),
  });
  const { calls, played } = playScripted(pipeline, 2);
  await played;
  expect(await cueline('status')).toMatchObject({
    code: 1,
    text: expect.stringMatching(/no cue is posted until [\d:]+ UTC \(paused\)/),
  });
  expect(pipeline.simulator.journal.read({ kind: 'cue' })).toEqual([]);
  const { name, prefix } = keys.queue;
  await pipeline.redis.client.hset(`${prefix}:${name}:meta`, 'paused', '1'); // as another program does
  expect(await cueline('status')).toMatchObject({ code: 1, text: expect.stringContaining('paused in BullMQ') });
  expect(await cueline('resume')).toMatchObject({
    code: 0,
    text: expect.stringMatching(/^the pause is over\nthe queue was paused in BullMQ/),
  });
  await expectOwedIsCued(pipeline, calls);
});

test('once a refusal is mended, resume has the next cue tried at once', async () => {
  const pipeline = await startPipeline({ rulesFile: await writeRules(RULES), settings: QUICK_WITHOUT_GAPS });
  await createHold({ redis: pipeline.redis.client, keys }).holdQueue('forbidden', 3_600_000, {
    why: 'CXone answered 403',
  });
  const { calls, played } = playScripted(pipeline, 2);
  await played;
  expect(shownCues(pipeline.simulator)).toEqual([]);
  expect(await runCueline(['resume'], { cwd: await makeDirectory(), env: pipeline.redis.environment })).toMatchObject({
    code: 0,
    text: 'the wait is over: the next cue is tried at once (it was held back because CXone answered 403)',
  });
  await expectOwedIsCued(pipeline, calls);
});
