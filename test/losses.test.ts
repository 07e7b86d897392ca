import { parseState } from '@cueline/rules';
import { createKeys, InteractionId, partitionOf } from '@cueline/shared';
import { first } from '@cueline/shared/testing';
import { expect, test } from 'vitest';
import { askCueline, makeDirectory, runCueline } from './harness/cueline-command.js';
import { expectOwedIsCued } from './harness/ledger.js';
import { startPipeline } from './harness/pipeline.js';
import { startRedis } from './harness/redis.js';
import { writeRules } from './harness/rule-file.js';
import { playScripted, RULES } from './harness/scripted-calls.js';
import { shownCues } from './harness/shown-cues.js';
import { QUICK, QUICK_WITHOUT_GAPS } from './harness/timing.js';

const keys = createKeys('cueline');

test('an entry that cannot be processed is dead-lettered with its reason, and holds nothing up', async () => {
  const pipeline = await startPipeline({
    matchers: 2,
    rulesFile: await writeRules(RULES),
    settings: QUICK_WITHOUT_GAPS,
  });
  const { client, partitions } = pipeline.redis;
  const poison = [
    'not json at all',
    '{"interactionId":"x"}',
    '{"interactionId":"x","segmentId":"1","speaker":"robot","text":"","confidence":1}',
  ];
  for (let partition = 0; partition < partitions; partition += 1) {
    for (const segment of poison)
      await client.xadd(keys.segments(partition), '*', 'heardAt', '1000', 'segment', segment);
    await client.xadd(keys.segments(partition), '*', 'nothing', 'known');
  }
  const { calls, played } = playScripted(pipeline, 2);
  await played;
  await expectOwedIsCued(pipeline, calls);
  const dead = await client.xrange(keys.dead(0), '-', '+');
  expect(new Set(dead.map(([, fields]) => fields[1]))).toEqual(
    new Set([
      'malformed entry: heardAt (invalid_type), segment (invalid_type)',
      'malformed entry: segment is not JSON',
      'malformed entry: segmentId (invalid_type), speaker (invalid_value), text (invalid_type), confidence (invalid_type)',
      'malformed entry: speaker (invalid_value)',
    ]),
  );
});

test('a dead letter that was put back is processed as if it had been heard for the first time, and one that was dropped is gone', async () => {
  const pipeline = await startPipeline({ rulesFile: await writeRules(RULES), settings: QUICK });
  const { redis } = pipeline;
  const id = InteractionId.parse('x');
  const partition = partitionOf(id, redis.partitions);
  const cwd = await makeDirectory();
  const deadLetters = (...args: string[]) => askCueline(['dead-letters', ...args], { cwd, env: redis.environment });
  const bury = async (fields: Readonly<Record<string, string>>) =>
    `${partition}/${await redis.client.xadd(keys.dead(partition), '*', ...Object.entries(fields).flat())}`;
  const entry = { reason: 'a fault since mended', entry: '1-0', heardAt: `${Date.now()}` };
  const segment = { interactionId: id, segmentId: '1', speaker: 'agent', text: 'a guaranteed return', confidence: 1 };
  const sound = await bury({ ...entry, segment: JSON.stringify(segment) });
  const broken = await bury({ ...entry, segment: JSON.stringify({ ...segment, speaker: 'robot' }) });
  const rejected = await bury({ reason: 'rejected', interactionId: id, status: '422', body: 'no', request: '{}' });

  const { text } = await runCueline(['dead-letters', 'list'], { cwd, env: redis.environment });
  expect(text).toContain(`${sound}, heard 20`);
  expect(text).toContain('"text":"a guaranteed return"');
  expect(await deadLetters('put-back', sound, rejected, '0/1-1')).toMatchObject({
    code: 1,
    text: `1 put back\n! ${rejected} stays: CXone rejected this cue with 422; 'retry' has it tried again\n! there is no dead letter 0/1-1`,
  });
  await expect
    .poll(() => shownCues(pipeline.simulator))
    .toContainEqual(expect.objectContaining({ interactionId: id, title: 'Prohibited phrase' }));
  expect(JSON.parse((await deadLetters('list', '--json')).text)).toMatchObject([{ id: broken }, { id: rejected }]);

  expect(await deadLetters('put-back', '--all')).toMatchObject({
    code: 1,
    text: "1 put back\n! 1 stays: CXone rejected this cue with 422; 'retry' has it tried again",
  });
  const reasons = async () =>
    (await redis.client.xrange(keys.dead(partition), '-', '+')).map(([, fields]) => fields[1]);
  await expect.poll(reasons).toEqual(['rejected', 'malformed entry: speaker (invalid_value)']);
  expect(await deadLetters('put-back')).toMatchObject({ code: 64 });

  expect(await deadLetters('drop', rejected, '0/1-1')).toMatchObject({
    code: 1,
    text: expect.stringContaining('1 dropped\n! there is no dead letter 0/1-1'),
  });
  expect(await deadLetters('drop', '--all')).toMatchObject({ code: 0, text: expect.stringContaining('1 dropped') });
  expect(await reasons()).toEqual([]);
  expect(await deadLetters('drop')).toMatchObject({ code: 64 });
});

test('a dead letter that was put aside is listed and restored by the id that it had', async () => {
  const redis = await startRedis();
  const cwd = await makeDirectory();
  const deadLetters = (...args: string[]) => askCueline(['dead-letters', ...args], { cwd, env: redis.environment });
  const listed = async (...flags: string[]) => JSON.parse((await deadLetters('list', '--json', ...flags)).text);
  const fields = { reason: 'a fault', entry: '1-0', heardAt: '1', segment: '{}' };
  const id = `1/${await redis.client.xadd(keys.dead(1), '*', ...Object.entries(fields).flat())}`;
  const letter = { entry: '1-0', heardAt: '1', segment: '{}', reason: 'a fault' };

  expect(await deadLetters('discard', id)).toMatchObject({ code: 0, text: '1 put aside for 24 hours' });
  expect(await listed()).toEqual([]);
  expect(await listed('--discarded')).toEqual([{ ...letter, id }]);
  const restored = await deadLetters('restore', id, '1/7-7');
  expect(restored).toMatchObject({ code: 1, text: expect.stringMatching(/^1 restored\n! there is no letter 1\/7-7/) });
  const now = / is dead letter (\S+) now/.exec(restored.text)?.[1];
  expect(await listed()).toEqual([{ ...letter, id: now }]);
  expect(await listed('--discarded')).toEqual([]);
});

test('an entry that kills its replica three times while by itself is dead-lettered; its neighbours are not', async () => {
  const pipeline = await startPipeline({ rulesFile: await writeRules(RULES), settings: QUICK });
  const { client, partitions } = pipeline.redis;
  const id = InteractionId.parse('x');
  const partition = partitionOf(id, partitions);
  const matcher = first(pipeline.matchers);
  await matcher.kill();
  // Replicas take the batch, and are killed over it: first all of it, then three times the first entry by itself.
  for (let i = 0; i < 3; i += 1) {
    const content = {
      interactionId: id,
      segmentId: `${i}`,
      speaker: 'agent',
      text: 'this call is recorded',
      confidence: 1,
    };
    await client.xadd(keys.segments(partition), '*', 'heardAt', `${1000 + i}`, 'segment', JSON.stringify(content));
  }
  await client.xreadgroup('GROUP', 'matchers', 'killed', 'STREAMS', keys.segments(partition), '>');
  const oldest = (await client.xrange(keys.segments(partition), '-', '+'))[0]?.[0] ?? '';
  for (let i = 0; i < 3; i += 1)
    await client.pipeline().xclaim(keys.segments(partition), 'matchers', 'killed', 0, oldest).exec();
  await matcher.restart();
  await expect.poll(() => client.xlen(keys.segments(partition))).toBe(0);
  const dead = await client.xrange(keys.dead(partition), '-', '+');
  expect(dead.map(([, fields]) => fields[3])).toEqual([oldest]);
  expect(parseState((await client.hget(keys.interaction(partition, id), 'state')) ?? '').matches).toHaveLength(2);
});

test('once Redis has lost everything, the number of partitions is stored again', async () => {
  const pipeline = await startPipeline({ rulesFile: await writeRules(RULES), settings: QUICK });
  const { client, partitions } = pipeline.redis;
  await client.flushall();
  await expect.poll(() => client.get(keys.partitions)).toBe(String(partitions));
});
