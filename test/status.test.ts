import { appendFile, writeFile } from 'node:fs/promises';
import { first } from '@cueline/shared/testing';
import { expect, test } from 'vitest';
import { makeDirectory, runCueline } from './harness/cueline-command.js';
import { startPipeline, type Pipeline } from './harness/pipeline.js';
import { writeRules } from './harness/rule-file.js';
import { RULES } from './harness/scripted-calls.js';
import { speechFrame } from './harness/speech-frame.js';
import { QUICK } from './harness/timing.js';

/** What is promised is 15 s; a loaded machine gets more. */
const SOON = { timeout: 60_000, interval: 500 };
const LONG = { timeout: 180_000 };

interface Expectation {
  /** What status says in the end, with exit code 1. */
  readonly says: RegExp;
  /** What it never says until then: the wrong culprit. */
  readonly never?: RegExp;
}

/** Waits until status names the cause, and never another meanwhile. Returns what it printed. */
async function expectStatus({ redis }: Pipeline, { says, never = /$^/ }: Expectation): Promise<string> {
  const cwd = await makeDirectory();
  const printed: string[] = [];
  await expect
    .poll(async () => {
      const { code, text } = await runCueline(['status'], { cwd, env: redis.environment });
      printed.push(text);
      return code === 1 ? text : '';
    }, SOON)
    .toMatch(says);
  expect(printed.join('\n')).not.toMatch(never);
  if (process.env['SHOW_STATUS'] !== undefined) process.stderr.write(`${printed.at(-1)}\n\n`);
  return printed.at(-1) ?? '';
}

/** Waits until nothing is wrong. */
async function expectAllWell({ redis }: Pipeline): Promise<void> {
  const cwd = await makeDirectory();
  await expect.poll(() => runCueline(['status'], { cwd, env: redis.environment }), SOON).toMatchObject({ code: 0 });
}

/** A pipeline that has begun to work. */
async function startWell(options: Parameters<typeof startPipeline>[0] = {}): Promise<Pipeline> {
  const pipeline = await startPipeline({ ...options, settings: { ...QUICK, ...options.settings } });
  await expectAllWell(pipeline);
  return pipeline;
}

const MATCHERS = /matchers?( runs| cannot|.*though)/;

test('refused tokens are the cause, and matchers are not blamed', LONG, async () => {
  const pipeline = await startWell({ ingests: 2 });
  pipeline.simulator.faults.set({ tokenRefused: { chance: 1 } });
  pipeline.simulator.revokeTokens();
  pipeline.simulator.sockets.reset('all');
  const says = /! no ingest hears CXone, for \d+ s: CXone refuses the client id/;
  await expectStatus(pipeline, { says, never: MATCHERS });
  // Deadlines fall behind, for the same reason.
  await expectStatus(pipeline, { says: /│ +-1[6-9]\.\d s/, never: MATCHERS });
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
  const cwd = await makeDirectory();
  const listening = async () => {
    const { text } = await runCueline(['status', '--json'], { cwd, env: pipeline.redis.environment });
    const { processes }: { processes: { beat: { kind: string } }[] } = JSON.parse(text);
    return processes.filter(({ beat }) => beat.kind === 'ingest').length;
  };
  expect(await listening()).toBe(1);
  const lastColumn = async () => {
    const { text } = await runCueline(['status'], { cwd, env: pipeline.redis.environment });
    return /^│ +0 │.*│ +(\d+) │$/m.exec(text)?.[1];
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

test('one of two ingests that is deaf is named, with the reason', LONG, async () => {
  const pipeline = await startWell({ ingests: 1 });
  pipeline.simulator.faults.set({ tokenRefused: { chance: 1 } });
  await pipeline.startAnother('ingest', { untilReady: false });
  await expectStatus(pipeline, { says: /1 of 2 ingests cannot hear CXone.*refuses the client id/ });
});

test('shadow mode is shown, but not as something wrong', LONG, async () => {
  const pipeline = await startWell({ settings: { CUE_MODE: 'shadow' } });
  const cwd = await makeDirectory();
  const { code, text } = await runCueline(['status'], { cwd, env: pipeline.redis.environment });
  expect({ code, text }).toMatchObject({ code: 0, text: expect.stringContaining('shadow mode') });
});

const CONFUSED: readonly [what: string, frame: (i: number) => object, says: RegExp][] = [
  [
    'text under another name',
    (i) => ({ ...speechFrame({ interactionId: `c${i}`, segmentId: '1', text: '' }), text: undefined, words: 'hello' }),
    /8 of 8 frames .* cannot be read: 'missing_text' \(8\).*words/,
  ],
  [
    'agents of an unknown name',
    (i) => ({ ...speechFrame({ interactionId: `c${i}`, segmentId: '1', text: 'hello' }), speaker: 'SPK-A' }),
    /nobody is the agent in 8 of 8 calls.*'SPK-A' \(8\)[^]*CXONE_SPEAKERS/,
  ],
  [
    'speech of an unknown type',
    (i) => ({ ...speechFrame({ interactionId: `c${i}`, segmentId: '1', text: 'hello' }), type: 'utterance' }),
    /none of 8 frames .* is speech: their types are 'utterance' \(8\)[^]*CXONE_TRANSCRIPTION_TYPE/,
  ],
  [
    'finals without their mark',
    (i) => ({
      ...speechFrame({ interactionId: `c${i}`, segmentId: '1', text: 'hello' }),
      isFinal: undefined,
      final: 1,
    }),
    /none of 8 frames of speech .* is final.*final/,
  ],
];
test.each(CONFUSED)('status reports %s, with the setting to change', LONG, async (_what, frame, says) => {
  const pipeline = await startWell();
  for (let i = 0; i < 8; i += 1) pipeline.simulator.pushFrame(frame(i));
  await expectStatus(pipeline, { says });
  await expect.poll(() => first(pipeline.ingests).isReady(), SOON).toBe(false);
});

test('an error that CXone reports in a frame is shown until speech comes', LONG, async () => {
  const pipeline = await startWell();
  pipeline.simulator.pushFrame({ type: 'error', code: 403, message: 'card 4111 1111 1111 1111 refused' });
  const printed = await expectStatus(pipeline, { says: /CXone reported an error.*card \[number\] refused/ });
  expect(printed).not.toContain('4111');
  pipeline.simulator.pushFrame(speechFrame({ interactionId: 'c', segmentId: '1', text: 'hello' }));
  await expectAllWell(pipeline);
});
