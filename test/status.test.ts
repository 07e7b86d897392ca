import { appendFile, rm, writeFile } from 'node:fs/promises';
import { first } from '@cueline/shared/testing';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { listBadFrames } from '../packages/cli/src/operate/bad-frames.js';
import { startProcess } from './harness/cueline-process.js';
import { startPipeline } from './harness/pipeline.js';
import { speechFrame } from './harness/speech-frame.js';
import { writeRules } from './harness/rule-file.js';
import { RULES } from './harness/scripted-calls.js';
import { QUICK } from './harness/timing.js';
import { ask, askStatus, expectAllWell, expectStatus, LONG, SOON, startWell } from './harness/status.js';

const MATCHERS = /matchers?( runs| is | are |.*though)/;

test('refused tokens are the cause, and matchers are not blamed', LONG, async () => {
  const pipeline = await startWell({ ingests: 2 });
  pipeline.simulator.faults.set({ tokenRefused: { chance: 1 } });
  pipeline.simulator.revokeTokens();
  pipeline.simulator.sockets.reset('all');
  const says = /! no ingest hears CXone, for \d+ s: CXone refuses the client id/;
  await expectStatus(pipeline, { says, never: MATCHERS });
  // Deadlines fall behind, for the same reason.
  await expectStatus(pipeline, { says: / (1[6-9]|[2-9]\d)\.\d s/, never: MATCHERS });
  pipeline.simulator.faults.clear();
});

test('sockets that are open but silent are the cause, and matchers are not blamed', LONG, async () => {
  const pipeline = await startWell({ ingests: 2 });
  pipeline.simulator.sockets.silence('all');
  await expectStatus(pipeline, { says: /no ingest hears CXone.*silent/, never: MATCHERS });
});

test('a full Redis is the cause, and no process is blamed; none is ready', LONG, async () => {
  const pipeline = await startWell();
  const { client } = pipeline.redis;
  await client.config('SET', 'maxmemory', '1mb');
  await expectStatus(pipeline, { says: /! Redis is full/, never: /no (ingest|matcher|publisher)/ });
  for (const one of [...pipeline.ingests, ...pipeline.matchers, ...pipeline.publishers]) {
    await expect.poll(() => one.isReady(), SOON).toBe(false);
  }
  await client.config('SET', 'maxmemory', '0');
  await expectAllWell(pipeline);
});

test('a Redis that cannot write to its disk is the cause, and the processes stay listed', LONG, async () => {
  const pipeline = await startWell();
  const { client } = pipeline.redis;
  await client.config('SET', 'save', '3600 1');
  const [, folder] = z.tuple([z.literal('dir'), z.string()]).parse(await client.config('GET', 'dir'));
  await rm(folder, { recursive: true });
  await client.call('BGSAVE');
  const printed = await expectStatus(pipeline, {
    says: /! Redis refuses writes: it cannot save its RDB snapshot[^]*Make room/,
    never: /no (ingest|matcher|publisher)|none of/,
  });
  expect(printed).toMatch(/^matcher +\S+ +\d+ .*(yes|no|unknown)/m);
  await client.config('SET', 'stop-writes-on-bgsave-error', 'no');
  await expectAllWell(pipeline);
});

test('matchers that hang are reported as missing, and ingests are not blamed', LONG, async () => {
  const pipeline = await startWell({ matchers: 2 });
  for (const matcher of pipeline.matchers) matcher.freeze();
  await expectStatus(pipeline, { says: /! no matcher runs \(the last was seen/, never: /ingest (runs|hears)/ });
  for (const matcher of pipeline.matchers) matcher.thaw();
  await expectAllWell(pipeline);
});

test('a publisher that was killed is reported as missing', LONG, async () => {
  const pipeline = await startWell();
  await first(pipeline.publishers).kill();
  await expectStatus(pipeline, { says: /! no publisher runs/, never: /no (ingest|matcher)/ });
});

test('a process that was stopped in order is neither listed nor counted as listening', LONG, async () => {
  const pipeline = await startWell({ ingests: 2 });
  await first(pipeline.ingests).stop();
  const listening = async () => {
    const { text } = await askStatus(pipeline, { json: true });
    const { processes }: { processes: { beat: { kind: string } }[] } = JSON.parse(text);
    return processes.filter(({ beat }) => beat.kind === 'ingest').length;
  };
  expect(await listening()).toBe(1);
  const lastColumn = async () => {
    const { text } = await askStatus(pipeline);
    return /^ +0 .* (\d+)$/m.exec(text)?.[1];
  };
  await expect.poll(lastColumn, SOON).toBe('1');
});

test('rules that are refused while matchers run are named with the first mistake', LONG, async () => {
  const rulesFile = await writeRules(RULES);
  const pipeline = await startWell({ rulesFile });
  await appendFile(rulesFile, '\nnonsense: 1\n');
  await expectStatus(pipeline, { says: /refused, the old ones stay in force: .*nonsense/ });
  await writeFile(rulesFile, RULES);
  await expectAllWell(pipeline);
});

test('a matcher whose PARTITIONS differ works on those in force, and all is well', LONG, async () => {
  const pipeline = await startWell();
  await first(pipeline.matchers).stop();
  const rulesFile = await writeRules(RULES);
  const other = await startProcess('matcher', {
    ...pipeline.redis.environment,
    RULES_FILE: rulesFile,
    PARTITIONS: '3',
  });
  await other.ready();
  await expectAllWell(pipeline);
});

test('matchers under another prefix are reported as such, from either side', LONG, async () => {
  const settingsOf = (name: string): Record<string, string> => (name === 'matcher' ? { KEY_PREFIX: 'other' } : {});
  const pipeline = await startPipeline({ rulesFile: await writeRules(RULES), settings: QUICK, settingsOf });
  await expectStatus(pipeline, { says: /! no matcher runs under this prefix, but one does under 'other'/ });
  const other = { ...pipeline.redis.environment, KEY_PREFIX: 'other' };
  await expectStatus(
    { ...pipeline, redis: { ...pipeline.redis, environment: other } },
    { says: /no ingest runs under this prefix, but one does under 'cueline'/ },
  );
});

test('one of two ingests that is deaf is named, with the reason', LONG, async () => {
  const pipeline = await startWell({ ingests: 1 });
  pipeline.simulator.faults.set({ tokenRefused: { chance: 1 } });
  await pipeline.startAnother('ingest', { untilReady: false });
  await expectStatus(pipeline, { says: /1 of 2 ingests cannot hear CXone.*refuses the client id/ });
});

test(
  'shadow mode and a frame that cannot be read are shown, but not as something wrong; the frame is shown masked',
  LONG,
  async () => {
    const pipeline = await startWell({ settings: { CUE_MODE: 'shadow' } });
    const { text: _, ...frame } = speechFrame({ interactionId: 'x', segmentId: '1', text: '' });
    pipeline.simulator.pushFrame({ ...frame, words: 'my card is 4111 1111 1111 1111' });
    await expect
      .poll(() => askStatus(pipeline), SOON)
      .toMatchObject({ code: 0, text: expect.stringMatching(/- 1 frame could not be read, .* \(missing_text\)/) });
    expect((await askStatus(pipeline)).text).toContain('shadow mode');
    const { code, text } = await ask(pipeline, (host) => listBadFrames({ limit: 5, json: false }, host));
    expect({ code, text }).toMatchObject({
      code: 0,
      text: expect.stringMatching(/missing_text \(\d+ bytes\)\n {4}\{/),
    });
    expect(text).toContain('my card is [number]');
    const others = await ask(pipeline, (host) => listBadFrames({ limit: 5, reason: 'none', json: true }, host));
    expect(others).toEqual({ code: 0, text: '[]' });
  },
);
