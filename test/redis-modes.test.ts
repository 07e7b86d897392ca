import { makeCertificates } from '@cueline/shared/testing';
import { expect, onTestFinished, test } from 'vitest';
import { askServer } from './harness/ask-server.js';
import { startProcess } from './harness/cueline-process.js';
import { expectDeservedVerdicts, expectOwedIsCued } from './harness/ledger.js';
import { moveFullSlots } from './harness/move-slots.js';
import { type Pipeline, startPipelineOn } from './harness/pipeline.js';
import { startClusterRedis, startSentinelRedis, startTlsRedis, startTlsSentinelRedis } from './harness/redis-modes.js';
import type { TestRedis } from './harness/redis.js';
import { writeRules } from './harness/rule-file.js';
import { playScripted, RULES } from './harness/scripted-calls.js';
import { shownCues } from './harness/shown-cues.js';
import { startSimulator } from './harness/simulator.js';
import { QUICK } from './harness/timing.js';

/** The slot of `{cueline}`: the first master has it. */
const SLOT_OF_QUEUE = 4274;

/** Node's code for a certificate from an authority that it does not know. */
const REFUSED = 'SELF_SIGNED_CERT_IN_CHAIN';

/** Plays calls through a pipeline on this Redis; what is owed is cued, and the verdicts are those deserved. */
async function expectCallsRunOn(
  redis: TestRedis,
  inMidRun: (pipeline: Pipeline) => Promise<void> = async () => {},
): Promise<void> {
  const pipeline = await startPipelineOn(redis, { matchers: 2, rulesFile: await writeRules(RULES), settings: QUICK });
  const { calls, played } = playScripted(pipeline, 4);
  await inMidRun(pipeline);
  await played;
  await expectOwedIsCued(pipeline, calls);
  await expectDeservedVerdicts(pipeline, calls);
}

/** Kills the master once the first cue has come up; most deadlines are still to come. */
async function killMaster({ redis, simulator }: Pipeline): Promise<void> {
  await expect.poll(() => shownCues(simulator).length).toBeGreaterThan(0);
  await redis.server.kill();
}

test('calls run on Redis with TLS and a password', async () => {
  await expectCallsRunOn(await startTlsRedis());
});

test('calls run on Redis with Sentinels that speak TLS', async () => {
  await expectCallsRunOn(await startTlsSentinelRedis());
});

// the client does not pass on why it could not reach a Sentinel
const TLS_MODES = [
  ['one server', startTlsRedis, { code: REFUSED }],
  ['Sentinels', startTlsSentinelRedis, { message: expect.stringContaining('All sentinels are unreachable') }],
] as const;

test.each(TLS_MODES)(
  'a certificate of another authority is refused, and the log says so: %s',
  async (_mode, start, error) => {
    const redis = await start();
    const other = await makeCertificates();
    onTestFinished(other.remove);
    const { environment } = await startSimulator();
    const settings = {
      ...redis.environment,
      ...environment,
      RULES_FILE: await writeRules(RULES),
      REDIS_TLS_CA_FILE: other.authority,
    };
    for (const name of ['ingest', 'matcher', 'publisher'] as const) {
      const refused = await startProcess(name, settings);
      const away = { msg: 'redis is away', err: expect.objectContaining(error) };
      await expect.poll(() => refused.log).toContainEqual(expect.objectContaining(away));
      expect(await refused.isReady()).toBe(false);
      expect(await refused.stop()).toBe(0);
    }
  },
);

test('calls continue through the fail-over of a master that Sentinel watches', async () => {
  await expectCallsRunOn(await startSentinelRedis(), killMaster);
});

test('calls continue through the fail-over of a master of a Cluster', async () => {
  await expectCallsRunOn(await startClusterRedis(), killMaster);
});

test('calls continue while slots of a Cluster move to another master, with partitions and the queue in them', async () => {
  const redis = await startClusterRedis();
  const [from, to] = redis.servers;
  if (to === undefined || from === undefined) throw new Error('there are no two masters');
  await expectCallsRunOn(redis, async ({ simulator }) => {
    await expect.poll(() => shownCues(simulator).length).toBeGreaterThan(0);
    for (const { port } of redis.servers.slice(0, 3)) {
      expect(Number((await askServer(port, ['DBSIZE']))[0]), 'each master has partitions').toBeGreaterThan(0);
    }
    expect(await moveFullSlots(from, to)).toContain(SLOT_OF_QUEUE);
  });
  const [keysOfQueue] = await askServer(to.port, ['CLUSTER', 'COUNTKEYSINSLOT', String(SLOT_OF_QUEUE)]);
  expect(Number(keysOfQueue)).toBeGreaterThan(0);
});
