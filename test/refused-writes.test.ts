import { createKeys } from '@cueline/shared';
import { first, startRedisServer } from '@cueline/shared/testing';
import { Redis } from 'ioredis';
import { expect, onTestFinished, test } from 'vitest';
import { startProcess } from './harness/cueline-process.js';
import { expectDeservedVerdicts, expectOwedIsCued } from './harness/ledger.js';
import { startPipeline } from './harness/pipeline.js';
import { writeRules } from './harness/rule-file.js';
import { playScripted, RULES } from './harness/scripted-calls.js';
import { segmentsLeft } from './harness/segments-left.js';
import { shownCues } from './harness/shown-cues.js';
import { QUICK_WITHOUT_GAPS } from './harness/timing.js';

/** With this limit Redis refuses everything that takes memory. */
const FULL = '1';
const NO_LIMIT = '0';

test('a Redis without memory left makes cues later, and no process dies of it', async () => {
  const pipeline = await startPipeline({
    matchers: 2,
    rulesFile: await writeRules(RULES),
    settings: QUICK_WITHOUT_GAPS,
  });
  const { redis, ingests, matchers, publishers } = pipeline;
  for (const matcher of matchers) matcher.freeze();
  const { calls, played } = playScripted(pipeline, 4);
  await expect.poll(() => segmentsLeft(redis.client)).toBeGreaterThan(50);
  await redis.client.config('SET', 'maxmemory', FULL);
  for (const matcher of matchers) matcher.thaw();
  // commands that free memory still run
  await expect.poll(() => segmentsLeft(redis.client)).toBe(0);
  await played;
  await expect.poll(() => JSON.stringify(first(ingests).log)).toContain('redis refused a write, trying again');

  // one that starts now waits
  await first(matchers).restart();
  await first(publishers).restart();
  await expect
    .poll(() => JSON.stringify(first(matchers).log))
    .toContain('redis refuses the first commands of this process, trying again');

  await redis.client.config('SET', 'maxmemory', NO_LIMIT);
  await expectOwedIsCued(pipeline, calls);
  await expectDeservedVerdicts(pipeline, calls);
  for (const process of [...ingests, ...matchers, ...publishers]) {
    await process.ready();
    expect(process.log.filter(({ level }) => level === 'fatal')).toEqual([]);
    expect(await process.stop()).toBe(0);
  }
});

test('a master with too few replicas refuses writes: cues come later, and no process dies of it', async () => {
  const pipeline = await startPipeline({
    matchers: 2,
    rulesFile: await writeRules(RULES),
    settings: QUICK_WITHOUT_GAPS,
  });
  const { simulator, redis, ingests, matchers, publishers } = pipeline;
  const { calls, played } = playScripted(pipeline, 4);
  await expect.poll(() => shownCues(simulator).length).toBeGreaterThan(0);
  await redis.client.config('SET', 'min-replicas-to-write', '1');
  await expect.poll(() => JSON.stringify(first(ingests).log)).toContain('NOREPLICAS');
  await played;
  await redis.client.config('SET', 'min-replicas-to-write', '0');
  await expectOwedIsCued(pipeline, calls);
  await expectDeservedVerdicts(pipeline, calls);
  for (const process of [...ingests, ...matchers, ...publishers]) {
    await process.ready();
    expect(process.log.filter(({ level }) => level === 'fatal')).toEqual([]);
  }
});

test('a matcher logs a warning at its start once, however often Redis refuses the rest', async () => {
  const server = await startRedisServer(() => ['--appendonly', 'no']);
  onTestFinished(() => server.stop());
  const redis = new Redis(server.url);
  onTestFinished(() => redis.disconnect());
  const segments = createKeys('cueline').segments(0);
  await redis.set(segments, 'no stream');
  const matcher = await startProcess('matcher', { REDIS_URL: server.url, RULES_FILE: await writeRules(RULES) });
  await expect.poll(() => countGroupsAsked(redis)).toBeGreaterThan(16); // eight each time
  await redis.del(segments);
  await matcher.ready();
  expect(matcher.log.filter(({ msg }) => msg.includes('append-only file'))).toHaveLength(1);
});

/** How often a consumer group was to be created. */
async function countGroupsAsked(redis: Redis): Promise<number> {
  return Number(/cmdstat_xgroup\|create:calls=(\d+)/.exec(await redis.info('commandstats'))?.[1] ?? 0);
}
