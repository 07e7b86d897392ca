import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { killAtRandom } from './harness/kill-at-random.js';
import { expectDeservedVerdicts, expectOwedIsCued } from './harness/ledger.js';
import { startPipeline } from './harness/pipeline.js';
import { writeRules } from './harness/rule-file.js';
import { playScripted, RULES } from './harness/scripted-calls.js';
import { createTestRandom } from './harness/test-random.js';
import { QUICK_WITHOUT_GAPS } from './harness/timing.js';

test('matchers killed at random lose nothing and repeat nothing', async () => {
  const pipeline = await startPipeline({
    matchers: 2,
    rulesFile: await writeRules(RULES),
    settings: QUICK_WITHOUT_GAPS,
  });
  const { calls, played } = playScripted(pipeline, 6);
  expect(await killAtRandom(pipeline.matchers, played, createTestRandom())).toBeGreaterThan(0);
  await expectOwedIsCued(pipeline, calls);
  await expectDeservedVerdicts(pipeline, calls);
});

test('publishers killed at random, while answers are slow or lost, cue everything once', async () => {
  const pipeline = await startPipeline({
    publishers: 2,
    rulesFile: await writeRules(RULES),
    settings: QUICK_WITHOUT_GAPS,
  });
  pipeline.simulator.faults.set({ cueSlow: { chance: 0.3, delayMs: 300 }, cueLost: { chance: 0.2 } });
  const { calls, played } = playScripted(pipeline, 6);
  expect(await killAtRandom(pipeline.publishers, played, createTestRandom())).toBeGreaterThan(0);
  pipeline.simulator.faults.clear();
  await expectOwedIsCued(pipeline, calls);
  await expectDeservedVerdicts(pipeline, calls);
});

test('one of two ingests killed again and again loses nothing', async () => {
  const pipeline = await startPipeline({
    ingests: 2,
    rulesFile: await writeRules(RULES),
    settings: QUICK_WITHOUT_GAPS,
  });
  const { calls, played } = playScripted(pipeline, 6);
  expect(await killAtRandom(pipeline.ingests.slice(0, 1), played, createTestRandom())).toBeGreaterThan(0);
  await expectOwedIsCued(pipeline, calls);
  await expectDeservedVerdicts(pipeline, calls);
});

test('a matcher frozen past its claim time changes nothing when it continues', async () => {
  const pipeline = await startPipeline({
    matchers: 2,
    rulesFile: await writeRules(RULES),
    settings: QUICK_WITHOUT_GAPS,
  });
  const { calls, played } = playScripted(pipeline, 6);
  for (const matcher of [...pipeline.matchers, ...pipeline.matchers]) {
    await delay(500);
    matcher.freeze();
    await delay(1500); // three times its claim time
    matcher.thaw();
  }
  await played;
  await expectOwedIsCued(pipeline, calls);
  await expectDeservedVerdicts(pipeline, calls);
});
