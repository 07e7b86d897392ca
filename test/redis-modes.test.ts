import { makeCertificates } from '@cueline/shared/testing';
import { expect, onTestFinished, test } from 'vitest';
import { setTimeout as sleep } from 'node:timers/promises';
import { startProcess } from './harness/cueline-process.js';
import { expectDeservedVerdicts, expectOwedIsCued } from './harness/ledger.js';
import { startPipelineOn } from './harness/pipeline.js';
import { startClusterRedis, startSentinelRedis, startTlsRedis } from './harness/redis-modes.js';
import type { TestRedis } from './harness/redis.js';
import { writeRules } from './harness/rule-file.js';
import { RULES, scriptedCalls } from './harness/scripted-calls.js';
import { startSimulator } from './harness/simulator.js';
import { QUICK } from './harness/timing.js';

const PLAY = { spreadMs: 1000, endFrames: false } as const;

/** Node's code for a certificate whose authority it was not told of. */
const REFUSED = 'SELF_SIGNED_CERT_IN_CHAIN';

/** Plays calls through a pipeline on this Redis; what is owed is cued, and the verdicts are those deserved. */
async function expectCallsRunOn(redis: TestRedis, inMidRun: () => Promise<void> = async () => {}): Promise<void> {
  const pipeline = await startPipelineOn(redis, { matchers: 2, rulesFile: await writeRules(RULES), settings: QUICK });
  const calls = scriptedCalls(4);
  const playing = pipeline.simulator.play(
    calls.map(({ call }) => call),
    PLAY,
  );
  await inMidRun();
  await playing;
  await expectOwedIsCued(pipeline, calls);
  await expectDeservedVerdicts(pipeline, calls);
}

/** The master ends when some calls have begun, and some deadlines have passed. */
const killMaster = (redis: TestRedis) => async () => {
  await sleep(2500);
  await redis.server.kill();
};

test('calls run on Redis with TLS and a password', async () => {
  await expectCallsRunOn(await startTlsRedis());
});

test('Redis with a certificate of another authority is refused, and the log says so', async () => {
  const redis = await startTlsRedis();
  const other = await makeCertificates();
  onTestFinished(other.remove);
  const { environment } = await startSimulator();
  const settings = { ...redis.environment, ...environment, REDIS_TLS_CA_FILE: other.authority };
  const matcher = await startProcess('matcher', { ...settings, RULES_FILE: 'rules/default.yaml' });
  await expect
    .poll(() => matcher.log)
    .toContainEqual(expect.objectContaining({ msg: 'redis is away', err: expect.objectContaining({ code: REFUSED }) }));
  await expect(matcher.isReady()).resolves.toBe(false);
});

test('calls run on through the fail-over of a master that Sentinel watches', async () => {
  const redis = await startSentinelRedis();
  await expectCallsRunOn(redis, killMaster(redis));
});

test('calls run on through the fail-over of a master of a Cluster', async () => {
  const redis = await startClusterRedis();
  await expectCallsRunOn(redis, killMaster(redis));
});
