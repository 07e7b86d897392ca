import { createKeys, InteractionId, partitionOf } from '@cueline/shared';
import { readDeadLetters, retryCues } from '@cueline/operate';
import { expect, test } from 'vitest';
import { endCalls, sayCall, sayMore, startScene } from './console/scene.js';
import { askCueline, makeDirectory } from './harness/cueline-command.js';
import { cuedTitles, shownCues } from './harness/shown-cues.js';

const keys = createKeys('cueline');
const soon = { timeout: 60_000 };
const NEVER = { notice: 2, rate: 600, recap: 600 };

/** Three calls forget the recording notice, and CXone rejects the cue for it. */
async function start() {
  const scene = await startScene(NEVER);
  const { simulator, redis } = scene;
  simulator.faults.set({ cueRejected: { chance: 1, count: 3, status: 422 } });
  const calls = [1, 2, 3].map((number) => sayCall(scene, 'forgetful', number));
  const partitions = Number(await redis.client.get(keys.partitions));
  const context = { redis: redis.client, prefix: 'cueline', epoch: 0, partitions };
  const letters = () => readDeadLetters(context);
  await expect.poll(async () => (await letters()).length, soon).toBe(3);
  const letterOf = async (call: string | undefined) => {
    const found = (await letters()).find(({ fields }) => fields['interactionId'] === call);
    return `${found?.partition}/${found?.id}`;
  };
  const cued = () => shownCues(simulator).map((cue) => [cue.interactionId, ...cuedTitles(cue)]);
  const fieldOf = (call: string | undefined, field: string) => {
    const id = InteractionId.parse(call);
    return redis.client.hget(keys.interaction(partitionOf(id, partitions), id), field);
  };
  /** Says more in a call, and waits until that has been processed. */
  const say = async (call: string | undefined, text: string) => {
    const before = await fieldOf(call, 'rev');
    sayMore(scene, call ?? '', text);
    await expect.poll(() => fieldOf(call, 'rev'), soon).not.toBe(before);
  };
  return { scene, calls, context, letters, letterOf, cued, fieldOf, say };
}

test('a rejected cue is tried again once, if its call goes on and it is owed still', async () => {
  const { scene, calls, context, letters, letterOf, cued, fieldOf, say } = await start();
  const [goesOn, corrected, over] = calls;
  const ids = await Promise.all([goesOn, corrected, over].map(letterOf));
  await say(corrected, 'by the way this call is being recorded');
  endCalls(scene, [over ?? '']);
  await expect.poll(() => fieldOf(over, 'closed'), soon).not.toBeNull();
  expect(cued()).toEqual([]);

  const { count, complaints } = await retryCues(context, ids, 'ann');
  expect({ count, complaints }).toEqual({ count: 2, complaints: [`${ids[2]}: its call is over`] });
  await expect.poll(cued, soon).toEqual([[goesOn, 'Call recording notice']]);
  expect((await letters()).map(({ fields }) => fields['interactionId'])).toEqual([over]);

  // asked for again, or by somebody else at once, nothing is posted twice
  const again = await Promise.all([retryCues(context, ids, 'ann'), retryCues(context, 'all', 'bob')]);
  expect(again.map((done) => done.count)).toEqual([0, 0]);
  await say(goesOn, 'let me see');
  expect(cued()).toEqual([[goesOn, 'Call recording notice']]);
});

test('ten who retry the same letter at once post one cue, as the command does', async () => {
  const { scene, calls, context, letterOf, cued } = await start();
  const [one, two, three] = calls;
  const id = await letterOf(one);
  const done = await Promise.all(Array.from({ length: 10 }, () => retryCues(context, [id], 'ann')));
  expect(done.reduce((sum, { count }) => sum + count, 0)).toBe(1);
  const options = { cwd: await makeDirectory(), env: scene.redis.environment };
  const command = await askCueline(['dead-letters', 'retry', '--all'], options);
  expect(command).toMatchObject({ code: 0, text: expect.stringContaining('2 tried again') });
  await expect.poll(() => new Set(cued().map(([call]) => call)), soon).toEqual(new Set([one, two, three]));
  expect(cued()).toHaveLength(3);
  expect(await askCueline(['dead-letters', 'retry', id], options)).toMatchObject({ code: 1 });
});
