import { expect } from 'vitest';
import type { Host } from '../../packages/cli/src/host/host.js';
import { runStatus } from '../../packages/cli/src/operate/run-status.js';
import { startPipeline, type Pipeline } from './pipeline.js';
import { writeRules } from './rule-file.js';
import { RULES } from './scripted-calls.js';
import { QUICK } from './timing.js';

/** What is promised is 15 s; a loaded machine gets more. */
export const SOON = { timeout: 60_000, interval: 500 };
export const LONG = { timeout: 400_000 };

interface Expectation {
  /** What status says in the end, with exit code 1. */
  readonly says: RegExp;
  /** What it never says until then: the wrong culprit. */
  readonly never?: RegExp;
}

/** What `cueline status` prints, and its exit code. It runs in this process: a new one each half second would keep a core busy. */
export const askStatus = (pipeline: Pipeline, { json = false } = {}): Promise<{ code: number; text: string }> =>
  ask(pipeline, (host) => runStatus({ json }, host));

/** What a command prints about a pipeline, and its exit code. */
export async function ask(
  { redis }: Pick<Pipeline, 'redis'>,
  run: (host: Host) => Promise<number>,
): Promise<{ code: number; text: string }> {
  const lines: string[] = [];
  const { stdout, stderr } = process;
  const code = await run({
    env: redis.environment,
    stdout,
    stderr,
    print: (text) => lines.push(text),
    stopSignal: () => new AbortController().signal,
    setExitCode: () => undefined,
    become: () => expect.fail('the command becomes no other process'),
  });
  return { code, text: lines.join('\n') };
}

/** Waits until status names the cause, and never another meanwhile. Returns what it printed. */
export async function expectStatus(pipeline: Pipeline, { says, never = /$^/ }: Expectation): Promise<string> {
  const printed: string[] = [];
  await expect
    .poll(async () => {
      const { code, text } = await askStatus(pipeline);
      printed.push(text);
      return code === 1 ? text : '';
    }, SOON)
    .toMatch(says);
  expect(printed.join('\n')).not.toMatch(never);
  if (process.env['SHOW_STATUS'] !== undefined) process.stderr.write(`${printed.at(-1)}\n\n`);
  return printed.at(-1) ?? '';
}

/** Waits until nothing is wrong. */
export async function expectAllWell(pipeline: Pipeline): Promise<void> {
  await expect.poll(() => askStatus(pipeline), SOON).toMatchObject({ code: 0 });
}

/** A pipeline that has begun to work, with few rules. */
export async function startWell({
  rulesFile,
  settings,
  ...options
}: Parameters<typeof startPipeline>[0] = {}): Promise<Pipeline> {
  const pipeline = await startPipeline({
    ...options,
    rulesFile: rulesFile ?? (await writeRules(RULES)),
    settings: { ...QUICK, ...settings },
  });
  await expectAllWell(pipeline);
  return pipeline;
}
