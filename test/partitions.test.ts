import { setTimeout as delay } from 'node:timers/promises';
import { keysOf, migrate, readPipeline } from '@cueline/operate';
import { createKeys, InteractionId, parseLayout, partitionOf, type RedisClient } from '@cueline/shared';
import { expect, test } from 'vitest';
import { askCueline, makeDirectory, startCueline } from './harness/cueline-command.js';
import { findKeys } from './harness/find-keys.js';
import { type Pipeline, startPipeline } from './harness/pipeline.js';
import { connectTestRedis, type TestRedis } from './harness/redis.js';
import { writeRules } from './harness/rule-file.js';
import { RULES, scriptedCalls } from './harness/scripted-calls.js';
import { cuedTitles, shownCues } from './harness/shown-cues.js';
import { endFrame } from './harness/speech-frame.js';
import { QUICK_WITHOUT_GAPS } from './harness/timing.js';

const global = createKeys('cueline');
const movedOf = (partitions: number) => Array.from({ length: partitions }, (_, partition) => global.moved(partition));

/** A pipeline, and calls of which some are played in each round. */
async function startCalls(rounds: number) {
  const pipeline = await startPipeline({
    ingests: 2,
    matchers: 2,
    rulesFile: await writeRules(RULES),
    settings: QUICK_WITHOUT_GAPS,
  });
  const cwd = await makeDirectory();
  const all = scriptedCalls(4);
  const played: Promise<void>[] = [];
  return {
    pipeline,
    cwd,
    all,
    play: (round: number) => {
      const calls = all.filter((_, i) => i % rounds === round).map(({ call }) => call);
      played.push(pipeline.simulator.play(calls, { spreadMs: 1000, endFrames: false }));
    },
    status: async () => (await askCueline(['status'], { cwd, env: pipeline.redis.environment })).text,
    played: () => Promise.all(played),
  };
}

const lapsed = ({ client }: TestRedis) =>
  expect.poll(() => client.exists(global.layoutLease), { timeout: 60_000 }).toBe(0);
const allReady = ({ matchers, publishers }: Pipeline) =>
  Promise.all([...matchers, ...publishers].map((one) => expect.poll(() => one.isReady()).toBe(true)));

/** Nothing is lost, false or repeated, and every call has the verdicts that it deserves. */
async function expectAllRight({ pipeline, all, played }: Awaited<ReturnType<typeof startCalls>>) {
  await played();
  const { simulator, redis } = pipeline;
  const pipe = await readPipeline(redis.client, 'cueline', redis.partitions);
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
      const partition = partitionOf(id, pipe.partitions);
      const entry = (await redis.client.hget(keys.outcomeEntries(partition), id))?.split(' ').at(-1) ?? '0-1';
      const [found] = await redis.client.xrange(keys.outcomes(partition), entry, entry);
      const { disclosures } = JSON.parse(found?.[1][7] ?? '{}');
      return [id, disclosures?.notice?.kind, disclosures?.fee?.kind];
    });
    return Promise.all(read);
  };
  await expect.poll(verdicts).toEqual(all.map(({ call, notice, fee }) => [call.interactionId, notice, fee]));
  expect(cued()).toEqual(owed);
  return pipe;
}

test('partitions move while calls run, whenever the command is killed: nothing is lost, false or repeated', async () => {
  const calls = await startCalls(4);
  const { pipeline, cwd, play, status } = calls;
  const { redis } = pipeline;
  const start = (to: number) => startCueline(['partitions', 'migrate', `${to}`], { cwd, env: redis.environment });

  play(0);
  for (const [round, step] of [/come to the same moment/, /leave the partitions/, /all else is copied/].entries()) {
    const command = start(12);
    await command.written(step);
    command.signal('SIGKILL');
    await command.ended;
    play(round + 1);
    await lapsed(redis);
    expect(round === 2 || (await status()).includes('migration')).toBe(true);
  }
  await allReady(pipeline);
  // a copy of so little may be in force before it can be killed
  const to = (await readPipeline(redis.client, 'cueline', 8)).partitions === 12 ? 6 : 12;
  const last = start(to);
  expect(await last.ended).toBe(0);
  expect(last.lines.join('\n')).toMatch(/paused for [\d,]+ ms, [\d,]+ of them until processes had left: then \d+ keys/);
  expect(await expectAllRight(calls)).toMatchObject({ epoch: 4, partitions: to });
  const old = (await findKeys(redis.client, 'cueline:{*}:*')).filter((key) => !key.startsWith('cueline:{4.'));
  expect(old.filter((key) => !key.endsWith(':moved'))).toEqual([]);
  expect(new Set(old.filter((key) => !key.includes('.')))).toEqual(new Set(movedOf(redis.partitions)));
  expect(await status()).not.toContain('migration');
});

/** A client that is as if its process were killed before it sends the first command that is meant: none goes out from then on. */
function killedAt(client: RedisClient, isMeant: (name: string, args: readonly unknown[]) => boolean): RedisClient {
  const send = client.sendCommand.bind(client);
  let isKilled = false;
  client.sendCommand = (...[command, ...rest]: Parameters<typeof send>) => {
    isKilled ||= isMeant(command.name, command.args);
    if (!isKilled) return send(command, ...rest);
    command.reject(new Error('killed'));
    return command.promise;
  };
  return client;
}

test('killed at the flip and at the clean-up, and run again, it loses and repeats nothing', async () => {
  const calls = await startCalls(4);
  const { pipeline, cwd, play } = calls;
  const { redis } = pipeline;
  const stored = async () => parseLayout((await redis.client.get(global.partitions)) ?? '');
  const says = (text: RegExp) => (_: string, args: readonly unknown[]) => args.some((arg) => text.test(String(arg)));
  const rounds = [
    { to: 12, flips: false, at: (next: number) => says(new RegExp(`^{"v":1,"epoch":${next},`)) },
    { to: 6, flips: true, at: (next: number) => says(new RegExp(`^{"v":1,"epoch":${next},[^{]*"left":true}`)) },
    { to: 16, flips: true, at: () => afterSome('unlink') },
    { to: 12, flips: true, at: (next: number) => says(new RegExp(`^{"v":1,"epoch":${next},[^{]*"tried":${next}}`)) },
  ];
  for (const [round, { to, flips, at }] of rounds.entries()) {
    const before = await stored();
    const next = before.tried + 1;
    const { client } = connectTestRedis(redis.server, redis.environment);
    const { signal } = new AbortController();
    play(round);
    await delay(500); // into the calls
    const killed = killedAt(client, at(next));
    const migration = { redis: killed, prefix: 'cueline', partitions: to, leaseMs: 5000, signal };
    await expect(migrate(migration)).rejects.toThrow('killed');
    client.disconnect();
    await lapsed(redis);
    await allReady(pipeline);
    await expect.poll(stored).toEqual({
      ...(flips ? { v: 1, epoch: next, partitions: to } : before),
      tried: next,
      left: true,
    });
    expect((await askCueline(['partitions', 'migrate', `${to}`], { cwd, env: redis.environment })).code).toBe(0);
  }
  expect(await expectAllRight(calls)).toMatchObject({ partitions: 12 });
  const { epoch, left } = await stored();
  expect(left).toBeUndefined();
  const old = (await findKeys(redis.client, 'cueline:{*}:*')).filter((key) => !key.startsWith(`cueline:{${epoch}.`));
  expect(old.filter((key) => !key.endsWith(':moved'))).toEqual([]);
});

/** Whether it is the third command of that name. */
function afterSome(name: string) {
  let count = 0;
  return (sent: string) => sent === name && (count += 1) > 2;
}
