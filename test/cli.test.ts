import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text as readText } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { spawnBound, startRedisServer } from '@cueline/shared/testing';
import { Redis } from 'ioredis';
import { expect, onTestFinished, test } from 'vitest';
import {
  askCueline,
  type CuelineCommand,
  isRunning,
  makeDirectory,
  runCueline,
  startCueline,
} from './harness/cueline-command.js';
import { writeRules } from './harness/rule-file.js';
import { RULES } from './harness/scripted-calls.js';

const bin = fileURLToPath(new URL('../packages/cli/bin/cueline.js', import.meta.url));

/** The sample calls, ten times as fast and all at once. */
const simulated = { SIMULATOR_SPEED: '10', SIMULATOR_SPREAD: '0', END_LINGER_MS: '500' };

/** Enough rules for tests that are not about them. */
const fewRules = async () => ({ ...simulated, RULES_FILE: await writeRules(RULES) });

const ASKED = { timeout: 60_000, interval: 1_000 };

/** The processes that a command has started so far. */
const pids = ({ lines }: CuelineCommand) =>
  lines.flatMap((line) => /(?:re)?started \(pid (\d+)\)/.exec(line)?.[1] ?? []).map(Number);

async function countRunning(numbers: readonly number[]): Promise<number> {
  const running = await Promise.all(numbers.map(isRunning));
  return running.filter(Boolean).length;
}

test('help ends with 0, and a command with wrong arguments with 64', async () => {
  const cwd = await makeDirectory();
  expect(await runCueline(['help'], { cwd })).toMatchObject({ code: 0 });
  for (const args of [[], ['nonsense'], ['simulate', '--speed', '-1']])
    expect({ args, code: (await runCueline(args, { cwd })).code }).toEqual({ args, code: 64 });
});

test('a bad setting ends with 78 and a line that names it', async () => {
  const cwd = await makeDirectory();
  const status = await runCueline(['status'], { cwd, env: { REDIS_URL: 'localhost' } });
  expect(status.code).toBe(78);
  expect(status.text).toMatch(/^REDIS_URL should be/);
  const matcher = await runCueline(['matcher'], { cwd, env: { PARTITIONS: 'eight' } });
  expect(matcher.code).toBe(78);
  expect(matcher.text).toMatch(/PARTITIONS/);
});

test('a reader that has seen enough ends a command quietly', async () => {
  const cwd = await makeDirectory();
  await writeFile(join(cwd, 'few.yaml'), RULES);
  for (const args of [
    ['help'],
    ['rules', 'explain', 'this call may be recorded', '--rules', 'few.yaml'],
    ['up', '--simulate'],
  ]) {
    const command = spawnBound(process.execPath, [bin, ...args], {
      cwd,
      env: { PATH: process.env['PATH'], ...(await fewRules()) },
    });
    const closed = once(command, 'close');
    command.stdout.destroy();
    expect({ args, stderr: await readText(command.stderr) }).toEqual({ args, stderr: '' });
    expect({ args, ended: await closed }).toEqual({ args, ended: [0, null] });
  }
});

test('rules that come through a pipe are checked and tested as a file is', async () => {
  const cwd = await makeDirectory();
  const rule = '{id: notice, title: Notice, say: ["is it", "call is recorded"], due: 30s, examples: {said: [hello]}}';
  await writeFile(join(cwd, 'rules.yaml'), `version: 1\ndisclosures: [${rule}]\n`);
  const env = { PATH: process.env['PATH'], NODE: process.execPath, BIN: bin };
  const piped = async (command: string) => {
    const child = spawnBound('sh', ['-c', `cat rules.yaml | "$NODE" "$BIN" ${command} /dev/stdin`], { cwd, env });
    const [text] = await Promise.all([readText(child.stdout), once(child, 'close')]);
    return { code: child.exitCode, text };
  };
  expect(await piped('rules check')).toMatchObject({ code: 0, text: expect.stringContaining('1 warning') });
  expect(await piped('rules test')).toMatchObject({ code: 1, text: expect.stringContaining('0 of 1 examples') });
});

test('nothing that comes from elsewhere can steer the terminal', async () => {
  const cwd = await makeDirectory();
  const steering = '\u0007\u009b\u202e\u001b[2J';
  const quoted = JSON.stringify(steering);
  const segment = { interactionId: steering, segmentId: 's', speaker: 'agent', startMs: 0, endMs: 1 };
  await writeFile(join(cwd, 'calls.ndjson'), JSON.stringify({ ...segment, text: `${steering} call is` }));
  await writeFile(join(cwd, 'bad.ndjson'), JSON.stringify({ ...segment, text: 'hi', speaker: steering }));
  const rule = '{id: notice, title: Notice, say: [2j call is recorded]}';
  await writeFile(join(cwd, 'rules.yaml'), `version: 1\ndisclosures: [${rule}]\n`);
  await writeFile(join(cwd, 'wrong.yaml'), `version: 1\ndisclosures: [${rule}]\n${quoted}: 1\n`);
  const [rules, calls] = [
    ['--rules', 'rules.yaml'],
    ['--transcripts', 'calls.ndjson'],
  ];
  const commands = [
    ['rules', 'check', 'wrong.yaml'],
    ['rules', 'explain', `${steering} call is`, ...rules],
    ['rules', 'misses', ...rules, ...calls],
    ['backtest', ...rules, ...calls, '--json'],
    ['backtest', ...rules, '--transcripts', 'bad.ndjson'],
  ];
  for (const args of commands) {
    const { text } = await runCueline(args, { cwd });
    expect({ args, text }).toEqual({ args, text: expect.stringContaining('\\u001b[2J') });
    expect({ args, found: /[\p{Cc}\u202e]/u.exec(text.replaceAll('\n', '')) }).toEqual({ args, found: null });
  }
});

test('if Redis is away, status ends with 1 and says so', async () => {
  const { code, text } = await runCueline(['status'], {
    cwd: await makeDirectory(),
    env: { REDIS_URL: 'redis://127.0.0.1:1' },
  });
  expect(code).toBe(1);
  expect(text).toContain('Redis does not answer (127.0.0.1:1)');
});

test('up starts nothing and says what is wrong if a process would refuse its settings', async () => {
  const cwd = await makeDirectory();
  const env = { CXONE_SPEAKERS: '{"1":"agnet"}' };
  const speakers =
    'CXONE_SPEAKERS should be a JSON object such as {"AGENT":"agent","CLIENT":"customer"}; its roles may be agent, customer, other';
  const { code, text } = await runCueline(['up'], { cwd, env });
  expect(code).toBe(78);
  const missing = ['CXONE_CLIENT_ID is required: the client id', 'CXONE_CLIENT_SECRET is required: the client secret'];
  const lines = [speakers, ...missing.map((line) => `${line} that CXone gave you`)];
  expect(text.trimEnd().split('\n').toSorted()).toEqual(lines.toSorted());
});

test('up stops everything and ends with 78 when a process refuses its rules', async () => {
  const cwd = await makeDirectory();
  await writeFile(join(cwd, 'rules.yaml'), 'version: 2');
  const up = startCueline(['up', '--simulate'], { cwd, env: { RULES_FILE: 'rules.yaml' } });
  expect(await up.ended).toBe(78);
  expect(up.lines.at(-1)).toMatch(/^matcher refused its configuration: .*rules\.yaml/);
  expect(await countRunning(pids(up))).toBe(0);
});

test("if the environment gives Redis' address in any way, up starts none", async () => {
  const cwd = await makeDirectory();
  const file = join(cwd, 'setting');
  await writeFile(file, '127.0.0.1:1');
  for (const env of [{ REDIS_SENTINELS: '127.0.0.1:1' }, { REDIS_CLUSTER_NODES_FILE: file }]) {
    const { code, text } = await runCueline(['up'], { cwd, env });
    expect({ code, text }).toMatchObject({ code: 78, text: expect.stringContaining('CXONE_CLIENT_ID is required') });
    expect(text).not.toMatch(/redis (?:started|ready)/);
  }
});

test.runIf(existsSync('/dev/full'))('up keeps running if its output cannot be written', async () => {
  const cwd = await makeDirectory();
  const env = { PATH: process.env['PATH'], NODE: process.execPath, BIN: bin, ...(await fewRules()) };
  const up = spawnBound('sh', ['-c', 'exec "$NODE" "$BIN" up --simulate >/dev/full'], { cwd, env });
  const ended = once(up, 'close');
  await expect.poll(() => askCueline(['status'], { cwd }), ASKED).toMatchObject({ code: 0 });
  up.kill('SIGINT');
  expect(await ended).toEqual([0, null]);
});

test('up takes the rules that a file names', async () => {
  const cwd = await makeDirectory();
  await writeFile(join(cwd, 'setting'), '/nowhere/rules.yaml');
  const { code, text } = await runCueline(['up', '--simulate'], {
    cwd,
    env: { RULES_FILE_FILE: join(cwd, 'setting') },
  });
  expect(code).toBe(78);
  expect(text).toContain("matcher: RULES_FILE can't be read (ENOENT): /nowhere/rules.yaml");
});

test("if a file gives Redis' address, status looks there and not for an up that runs here", async () => {
  const cwd = await makeDirectory();
  const other = await startRedisServer();
  onTestFinished(() => other.stop());
  await mkdir(join(cwd, '.cueline'));
  await writeFile(join(cwd, '.cueline', 'redis.url'), other.url);
  const here = await runCueline(['status'], { cwd });
  expect(here.text).toBe("! nothing has been started under the prefix 'cueline'\n  Check KEY_PREFIX and REDIS_URL.");
  await writeFile(join(cwd, 'setting'), 'redis://127.0.0.1:1');
  const { text } = await runCueline(['status'], { cwd, env: { REDIS_URL_FILE: join(cwd, 'setting') } });
  expect(text).toBe(
    'Redis does not answer (127.0.0.1:1): nothing listens there, so start it; REDIS_URL says where it is',
  );
});

test('up ends with 78 and says so if it cannot keep data', async () => {
  const cwd = await makeDirectory();
  await writeFile(join(cwd, '.cueline'), '');
  expect(await runCueline(['up', '--simulate'], { cwd })).toEqual({
    code: 78,
    text: './.cueline cannot be written (ENOTDIR): start it in another folder, or set REDIS_URL',
  });
});

test('up ends with 78 and says why if its Redis cannot start', async () => {
  const cwd = await makeDirectory();
  await mkdir(join(cwd, '.cueline', 'redis'), { recursive: true });
  await writeFile(join(cwd, '.cueline', 'redis', 'appendonlydir'), '');
  const { code, text } = await runCueline(['up', '--simulate'], { cwd });
  expect(code).toBe(78);
  expect(text).toMatch(/^redis can't start \(exit code 1\): .*Can't open or create append-only dir.*$/m);
});

test('up runs the pipeline and restarts what dies, status and inspect look into it, Ctrl-C stops it in order', async () => {
  const cwd = await makeDirectory();
  const rule = '{id: recording_notice, title: Call recording notice, say: ["call is [being] recorded"], due: 10s}';
  const RULES_FILE = await writeRules(`version: 1\ndisclosures: [${rule}]\n`);
  const up = startCueline(['up', '--simulate', '--matchers', '2'], { cwd, env: { ...simulated, RULES_FILE } });
  const [, redisUrl = ''] = await up.written(/redis ready at (\S+)/);
  const [, matcher] = await up.written(/matcher 1 started \(pid (\d+)\)/);
  for (const name of ['simulator', 'publisher', 'matcher 1', 'matcher 2', 'ingest']) {
    await up.written(new RegExp(`${name} ready at http://127.0.0.1:`));
  }

  process.kill(Number(matcher), 'SIGKILL');
  await up.written(/matcher 1 died: killed by SIGKILL; starting it again in/);
  await up.written(/matcher 1 restarted \(pid \d+\)\n(.*\n)*.* matcher 1 ready/);

  await expect.poll(() => askCueline(['status'], { cwd }), ASKED).toMatchObject({ code: 0 });
  const asJson = async (...args: string[]): Promise<unknown> =>
    JSON.parse((await askCueline([...args, '--json'], { cwd })).text);
  await expect
    .poll(() => asJson('status'), ASKED)
    .toMatchObject({ wrong: [], partitions: Array.from({ length: 8 }, () => ({ deadLetters: 0 })) });

  const inspect = ['inspect', 'sample-forgotten-notice'];
  await expect
    .poll(() => askCueline(inspect, { cwd }), ASKED)
    .toMatchObject({
      code: 0,
      text: expect.stringMatching(/recording_notice "Call recording notice": not said\./),
    });
  const outcome = { disclosures: { recording_notice: { kind: 'missed' } } };
  await expect.poll(() => asJson(...inspect), ASKED).toMatchObject({ outcomes: [{ final: true, outcome }] });
  expect((await runCueline(['list'], { cwd })).text).toMatch(
    /^call +(agent +)?age +said +owes +when +cued\n|^no call is on/,
  );
  expect(await runCueline(['inspect', 'nobody'], { cwd })).toEqual({ code: 1, text: 'nothing is known of nobody' });

  const again = await runCueline(['up'], { cwd });
  expect(again).toEqual({ code: 1, text: `Cueline is already running here, with Redis at ${redisUrl}` });

  up.signal('SIGINT');
  expect(await up.ended).toBe(0);
  const stops = up.lines.filter((line) => line.endsWith(' stopped')).map((line) => line.replace(/^[\d:]{8} /, ''));
  expect(stops.slice(0, 2)).toEqual(['console stopped', 'ingest stopped']);
  expect(stops.slice(-3)).toEqual(['publisher stopped', 'simulator stopped', 'redis stopped']);
  expect(await countRunning(pids(up))).toBe(0);
});

test('up --simulate reaches the simulator whatever the environment says about CXone, finds its data again at the next start, and nothing outlives it', async () => {
  const cwd = await makeDirectory();
  const cxone = {
    CXONE_TOKEN_URL: 'http://127.0.0.1:1/token',
    CXONE_CLIENT_SECRET_FILE: '/nowhere/secret',
    CXONE_FIELDS: '{"text":"words"}',
  };
  const start = async () => {
    const up = startCueline(['up', '--simulate'], { cwd, env: { ...(await fewRules()), ...cxone } });
    const [, url = ''] = await up.written(/redis ready at (\S+)/);
    const redis = new Redis(url);
    onTestFinished(() => redis.disconnect());
    return { up, redis };
  };
  const first = await start();
  await first.redis.set('kept', 'yes');
  first.redis.disconnect();
  first.up.signal('SIGTERM');
  expect(await first.up.ended).toBe(0);

  const second = await start();
  expect(await second.redis.get('kept')).toBe('yes');
  second.redis.disconnect();
  await second.up.written(/ingest ready at/);
  await second.up.written(/console ready/);
  expect(second.up.lines.join('\n')).not.toMatch(/CXONE_|died/);
  await expect.poll(() => countRunning(pids(second.up))).toBe(7);
  second.up.signal('SIGKILL');
  await second.up.ended;
  await expect.poll(() => countRunning(pids(second.up))).toBe(0);
});

test('the demo cues what the sample calls deserve, and nothing else', async () => {
  // At four times real time, so that what a busy machine is late by is little in the time of a call.
  const { code, text } = await runCueline(['demo', '--json', '--speed', '4'], { cwd: await makeDirectory() });
  const result: unknown = JSON.parse(text);
  expect(result).toMatchObject({ right: true, missing: 0, false: 0, twice: 0, misjudged: 0, notOnPanel: 0 });
  expect(code).toBe(0);
});
