import { setTimeout as delay } from 'node:timers/promises';
import { first } from '@cueline/shared/testing';
import { expect, onTestFinished, test } from 'vitest';
import { askServer } from './harness/ask-server.js';
import { startProcess } from './harness/cueline-process.js';
import { expectDeservedVerdicts, expectOwedIsCued, isHeard, readVerdicts } from './harness/ledger.js';
import { startPipeline } from './harness/pipeline.js';
import { startRedis } from './harness/redis.js';
import { writeRules } from './harness/rule-file.js';
import { playScripted, RULES, scriptedCalls } from './harness/scripted-calls.js';
import { startSimulator } from './harness/simulator.js';
import { startTcpProxy } from './harness/tcp-proxy.js';
import { segmentsLeft } from './harness/segments-left.js';
import { endFrame, speechFrame } from './harness/speech-frame.js';
import { QUICK, QUICK_WITHOUT_GAPS } from './harness/timing.js';

test('a backlog across deadlines makes cues later, not wrong', async () => {
  const pipeline = await startPipeline({
    matchers: 1,
    rulesFile: await writeRules(RULES),
    settings: QUICK_WITHOUT_GAPS,
  });
  await first(pipeline.matchers).kill();
  const { calls, played } = playScripted(pipeline, 4);
  await played;
  // Every deadline has passed by now, and no speech has been processed.
  await first(pipeline.matchers).restart();
  await expectOwedIsCued(pipeline, calls);
  await expectDeservedVerdicts(pipeline, calls);
});

test('Redis restarted on an append-only file that it always syncs loses nothing', async () => {
  const pipeline = await startPipeline({ matchers: 2, rulesFile: await writeRules(RULES), settings: QUICK });
  const { calls, played } = playScripted(pipeline, 4);
  const { servers } = pipeline.redis;
  for (let restarts = 0; restarts < 2; restarts += 1) {
    // by default it may be killed after an answer and before that write is on disk
    for (const { port } of servers) {
      const always = () => askServer(port, ['CONFIG', 'SET', 'appendfsync', 'always']);
      // a Sentinel that gives a server another role closes its connections
      await expect.poll(always).toEqual(['OK']);
    }
    await delay(1500);
    await pipeline.redis.server.kill();
    await delay(1000);
    await pipeline.redis.server.restart();
  }
  await played;
  await expectOwedIsCued(pipeline, calls);
  await expectDeservedVerdicts(pipeline, calls);
});

test('processes asked to stop while Redis is away end in time', async () => {
  const settings = { ...QUICK, SHUTDOWN_TIMEOUT: '3s' };
  const { redis, ingests, matchers, publishers } = await startPipeline({
    rulesFile: await writeRules(RULES),
    settings,
  });
  await Promise.all(redis.servers.map((server) => server.kill()));
  const processes = [...ingests, ...matchers, ...publishers];
  for (const one of processes) await expect.poll(() => one.isReady()).toBe(false);
  expect(await Promise.all(processes.map((one) => one.stop()))).toEqual([0, 0, 0]);
});

test('a storm of 429 ends in one cue for each disclosure owed', async () => {
  const pipeline = await startPipeline({
    publishers: 2,
    rulesFile: await writeRules(RULES),
    settings: { ...QUICK_WITHOUT_GAPS, CUE_RATE_MAX: '200' },
  });
  pipeline.simulator.faults.set({ cueRateLimited: { chance: 0.8, retryAfterS: 1, retryAfter: 'date' } });
  const { calls, played } = playScripted(pipeline, 6);
  await played;
  const statuses = () => pipeline.simulator.journal.read({ kind: 'cue' }).map(({ status }) => status);
  await expect.poll(statuses).toContain(429);
  pipeline.simulator.faults.clear();
  await expectOwedIsCued(pipeline, calls);
});

test('tokens revoked in mid-run are replaced, and nothing is lost with two ingests', async () => {
  const pipeline = await startPipeline({
    ingests: 2,
    rulesFile: await writeRules(RULES),
    settings: QUICK_WITHOUT_GAPS,
  });
  const { calls, played } = playScripted(pipeline, 4);
  for (let times = 0; times < 3; times += 1) {
    await delay(1500);
    pipeline.simulator.revokeTokens();
    pipeline.simulator.sockets.reset('one');
    await pipeline.simulator.sockets.subscribed(2);
  }
  await played;
  await expectOwedIsCued(pipeline, calls);
  await expectDeservedVerdicts(pipeline, calls);
});

test('a disclosure that may have been said in a gap is cued while it is missing, but undecided in the end', async () => {
  const pipeline = await startPipeline({ rulesFile: await writeRules(RULES), settings: QUICK });
  const { simulator, redis } = pipeline;
  const forgetful = scriptedCalls(1).find(({ call }) => call.interactionId === 'forgetful-1');
  if (forgetful === undefined) throw new Error('no such call');
  const { interactionId } = forgetful.call;
  // Everything that makes a disclosure owed is said before the gap, however long the socket then takes to open again.
  const text = 'i want to cancel my contract please';
  simulator.pushFrame(speechFrame({ interactionId, segmentId: '1', text, speaker: 'customer' }));
  await expect.poll(() => isHeard(pipeline, interactionId)).toBe(true);
  await expect.poll(() => segmentsLeft(redis.client, redis)).toBe(0);
  simulator.sockets.reset('all');
  const opened = () => simulator.journal.read({ kind: 'socketSubscribed' }).length;
  await expect.poll(opened, { timeout: 60_000 }).toBe(2);
  await expectOwedIsCued(pipeline, [forgetful]);
  simulator.pushFrame(endFrame(interactionId));
  await expect
    .poll(() => readVerdicts(pipeline, interactionId), { timeout: 60_000 })
    .toMatchObject({ notice: 'undecided' });
});

test('a token endpoint that refuses connections for a while costs nothing, at the start or at a refresh', async () => {
  const redis = await startRedis();
  const { simulator, environment } = await startSimulator({ tokenLifetimeS: 20 });
  const endpoint = await startTcpProxy(Number(new URL(environment.CXONE_BASE_URL).port));
  onTestFinished(() => endpoint.close());
  const tokensIssued = () => simulator.journal.read({ kind: 'token' }).length;
  const CXONE_TOKEN_URL = `http://127.0.0.1:${endpoint.port}/oauth/token`;

  await endpoint.refuse();
  const ingest = await startProcess('ingest', { ...redis.environment, ...environment, CXONE_TOKEN_URL });
  const refusals = () => ingest.log.filter(({ msg }) => msg === 'no token available, trying again').length;
  await expect.poll(refusals).toBeGreaterThan(0);
  await delay(3000);
  await endpoint.accept();
  await ingest.ready();

  // A token of twenty seconds is refreshed after ten.
  await endpoint.refuse();
  const [issued, before] = [tokensIssued(), refusals()];
  await expect.poll(refusals).toBeGreaterThan(before);
  await delay(3000);
  await ingest.ready();
  expect(tokensIssued()).toBe(issued);
  await endpoint.accept();
  await expect.poll(tokensIssued).toBeGreaterThan(issued);
  await ingest.ready();
  expect(ingest.log).not.toContainEqual(expect.objectContaining({ level: 'fatal' }));
});

test('processes that start while Redis is full wait until it takes writes again', async () => {
  const redis = await startRedis();
  await redis.client.config('SET', 'maxmemory', '1');
  const { environment } = await startSimulator();
  const settings = { ...redis.environment, ...environment, RULES_FILE: await writeRules(RULES) };
  const names = ['ingest', 'matcher', 'publisher'] as const;
  const processes = await Promise.all(names.map((name) => startProcess(name, settings)));
  for (const { log } of processes) {
    const refusal = { msg: 'redis refuses the first commands of this process, trying again' };
    await expect.poll(() => log).toContainEqual(expect.objectContaining(refusal));
  }
  await redis.client.config('SET', 'maxmemory', '0');
  await Promise.all(processes.map((one) => one.ready()));
});
