import { keysOf, readPipeline } from '@cueline/operate';
import { createKeys, InteractionId, partitionOf } from '@cueline/shared';
import { expect, test } from 'vitest';
import { findKeys } from './harness/find-keys.js';
import { askCueline, makeDirectory, startCueline } from './harness/cueline-command.js';
import { startPipeline } from './harness/pipeline.js';
import { writeRules } from './harness/rule-file.js';
import { RULES, scriptedCalls } from './harness/scripted-calls.js';
import { cuedTitles, shownCues } from './harness/shown-cues.js';
import { endFrame } from './harness/speech-frame.js';
import { QUICK_WITHOUT_GAPS } from './harness/timing.js';

const global = createKeys('cueline');
const movedOf = (partitions: number) => Array.from({ length: partitions }, (_, partition) => global.moved(partition));

test('partitions move while calls run, whenever the command is killed: nothing is lost, false or repeated', async () => {
  const pipeline = await startPipeline({
    ingests: 2,
    matchers: 2,
    rulesFile: await writeRules(RULES),
    settings: QUICK_WITHOUT_GAPS,
  });
  const { simulator, redis } = pipeline;
  const { client } = redis;
  const cwd = await makeDirectory();
  const all = scriptedCalls(4);
  const play = (round: number) => {
    const calls = all.filter((_, i) => i % 4 === round).map(({ call }) => call);
    return simulator.play(calls, { spreadMs: 1000, endFrames: false });
  };
  const migrate = (to: number) => startCueline(['partitions', 'migrate', `${to}`], { cwd, env: redis.environment });
  const status = async () => (await askCueline(['status'], { cwd, env: redis.environment })).text;
  const lapsed = () => expect.poll(() => client.exists(global.layoutLease), { timeout: 60_000 }).toBe(0);

  const played = [play(0)];
  for (const [round, step] of [/come to the same moment/, /leave the partitions/, /is copied/].entries()) {
    const command = migrate(12);
    await command.written(step);
    command.signal('SIGKILL');
    await command.ended;
    played.push(play(round + 1));
    await lapsed();
    expect(round === 2 || (await status()).includes('migration')).toBe(true);
  }
  await Promise.all(
    [...pipeline.matchers, ...pipeline.publishers].map((one) => expect.poll(() => one.isReady()).toBe(true)),
  );
  // a copy of so little may be in force before it can be killed
  const to = (await readPipeline(client, 'cueline', 8)).partitions === 12 ? 6 : 12;
  expect(await migrate(to).ended).toBe(0);
  await Promise.all(played);
  const pipe = await readPipeline(client, 'cueline', 8);
  expect(pipe).toMatchObject({ epoch: 4, partitions: to });

  const cued = () =>
    shownCues(simulator)
      .flatMap((cue) => cuedTitles(cue).map((title) => `${cue.interactionId}: ${title}`))
      .sort();
  const owed = all.flatMap(({ call, owed: titles }) => titles.map((title) => `${call.interactionId}: ${title}`)).sort();
  await expect.poll(() => owed.filter((line) => !cued().includes(line))).toEqual([]);
  for (const { call } of all) simulator.pushFrame(endFrame(call.interactionId));
  const keys = keysOf(pipe);
  const verdicts = async () => {
    const read = all.map(async ({ call }) => {
      const id = InteractionId.parse(call.interactionId);
      const partition = partitionOf(id, to);
      const entry = (await client.hget(keys.outcomeEntries(partition), id))?.split(' ').at(-1) ?? '0-1';
      const [found] = await client.xrange(keys.outcomes(partition), entry, entry);
      const { disclosures } = JSON.parse(found?.[1][7] ?? '{}');
      return [id, disclosures?.notice?.kind, disclosures?.fee?.kind];
    });
    return Promise.all(read);
  };
  await expect.poll(verdicts).toEqual(all.map(({ call, notice, fee }) => [call.interactionId, notice, fee]));
  expect(cued()).toEqual(owed);
  const old = (await findKeys(client, 'cueline:{*}:*')).filter((key) => !key.startsWith('cueline:{4.'));
  expect(old.filter((key) => !key.endsWith(':moved'))).toEqual([]);
  expect(new Set(old.filter((key) => !key.includes('.')))).toEqual(new Set(movedOf(redis.partitions)));
  expect(await status()).not.toContain('migration');
});
