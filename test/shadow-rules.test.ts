import { writeFile } from 'node:fs/promises';
import { createKeys } from '@cueline/shared';
import { first } from '@cueline/shared/testing';
import { expect, test } from 'vitest';
import { askCueline, makeDirectory } from './harness/cueline-command.js';
import { startPipelineOn } from './harness/pipeline.js';
import { startRedis } from './harness/redis.js';
import { writeRules } from './harness/rule-file.js';
import { endFrame, speechFrame } from './harness/speech-frame.js';
import { QUICK } from './harness/timing.js';

const keys = createKeys('cueline');
const rules = (phrase: string) => `version: 1
disclosures: [{id: notice, title: Recording notice, say: ["${phrase}"], due: 1s}]
`;

test('a shadow pack judges ended calls beside the one in force: status, metrics and console say what differs, no cue does', async () => {
  const [redis, rulesFile, shadowFile] = await Promise.all([
    startRedis(),
    writeRules(rules('this line is recorded')),
    writeRules(rules('this call is recorded')),
  ]);
  const pipeline = await startPipelineOn(redis, {
    rulesFile,
    settings: { ...QUICK, SHADOW_RULES_FILE: shadowFile },
  });
  const { simulator } = pipeline;
  const cwd = await makeDirectory();
  const console = await pipeline.startAnother('console');
  const call = (id: string, text: string) => {
    simulator.pushFrame(speechFrame({ interactionId: id, segmentId: `${id}-1`, text }));
    simulator.pushFrame(endFrame(id));
  };
  call('a', 'this line is recorded');
  call('b', 'good morning this line is recorded');
  const matcher = first(pipeline.matchers);
  await expect
    .poll(() => matcher.read('/metrics'), { timeout: 60_000 })
    .toMatch(/^cueline_shadow_differences_total\{rule="notice",in_force="satisfied",shadow="missed",.*\} 2$/m);
  await expect
    .poll(() => matcher.read('/metrics'), { timeout: 60_000 })
    .toMatch(/^cueline_shadow_calls_total\{result="different",.*\} 2$/m);

  const status = () => askCueline(['status'], { cwd, env: redis.environment });
  await expect
    .poll(async () => (await status()).text.replaceAll(/\s+/g, ' '), { timeout: 60_000 })
    .toMatch(/shadow rules [\da-f]{8} \(.*\) judge 2 of 2 ended calls otherwise: notice 2; they make no cues/);

  const shown = async () => (await fetch(`${console.url()}/api/rules`)).json();
  await expect.poll(shown, { timeout: 60_000 }).toMatchObject({
    shadows: [
      {
        file: shadowFile,
        matchers: 1,
        calls: 2,
        differing: 2,
        changes: [
          {
            rule: 'notice',
            title: 'Recording notice',
            moves: [{ from: 'satisfied', to: 'missed', calls: 2 }],
            examples: [{ words: 'this line is recorded' }, { words: 'this line is recorded' }],
          },
        ],
      },
    ],
  });
  // nothing was owed by the pack in force
  expect(simulator.journal.read({ kind: 'cue' })).toEqual([]);
  await expect.poll(() => redis.client.keys('*speech*'), { timeout: 60_000 }).toEqual([]);

  // a draft with mistakes is warned of, and the one before goes on
  await writeFile(shadowFile, 'version: 1\ndisclosures: [{id: x}]\n');
  await expect
    .poll(async () => (await status()).text.replaceAll(/\s+/g, ' '), { timeout: 60_000 })
    .toContain('the shadow rules are refused');
  call('c', 'this line is recorded');
  await expect
    .poll(() => matcher.read('/metrics'), { timeout: 60_000 })
    .toMatch(/^cueline_shadow_calls_total\{result="different",.*\} 3$/m);
  expect(await redis.client.hkeys(keys.packs)).toHaveLength(4); // both packs, and when each was used
});

test('without one, nothing is kept or counted for it', async () => {
  const redis = await startRedis();
  const pipeline = await startPipelineOn(redis, {
    publishers: 0,
    rulesFile: await writeRules(rules('x y z')),
    settings: QUICK,
  });
  pipeline.simulator.pushFrame(speechFrame({ interactionId: 'a', segmentId: 'a-1', text: 'hello' }));
  await expect.poll(async () => (await redis.client.keys('*:interaction:a')).length, { timeout: 60_000 }).toBe(1);
  expect(await redis.client.keys('*speech*')).toEqual([]);
  const metrics = await first(pipeline.matchers).read('/metrics');
  expect(metrics).toMatch(/^cueline_shadow_calls_total\{result="different",.*\} 0$/m);
});
