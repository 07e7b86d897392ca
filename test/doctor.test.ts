import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { askCueline, makeDirectory, runCueline } from './harness/cueline-command.js';
import { startGuardedRedis } from './harness/redis-users.js';
import { startClusterRedis } from './harness/redis-modes.js';
import { startRedis, type TestRedis } from './harness/redis.js';
import { shownCues } from './harness/shown-cues.js';
import { startSimulator } from './harness/simulator.js';
import { speechFrame } from './harness/speech-frame.js';

/** Each test runs the command once or more often. */
const SLOW = { timeout: 400_000 };

/** Few, as the search for warnings in the rules that ship takes seconds. */
const RULES = 'version: 1\ndisclosures: [{id: notice, title: Notice, say: [this call is recorded], due: 30s}]\n';

const Diagnoses = z.array(
  z.object({
    check: z.string(),
    state: z.enum(['ok', 'warn', 'fail']),
    says: z.string(),
    remedy: z.string().optional(),
  }),
);

/** Redis, the simulator with a call going on, and the settings of a set-up in which all is well. */
async function setUp<R extends TestRedis>(redis: R) {
  const cwd = await makeDirectory();
  const { simulator, environment } = await startSimulator();
  const env: Record<string, string> = {
    ...redis.environment,
    ...environment,
    ARCHIVE_URL: `sqlite:${join(cwd, 'archive.sqlite')}`,
    RULES_FILE: join(cwd, 'few.yaml'),
  };
  await writeFile(join(cwd, 'few.yaml'), RULES);
  expect(await askCueline(['archive', 'migrate'], { cwd, env })).toMatchObject({ code: 0 });
  let count = 0;
  const talk = () => {
    for (const speaker of ['agent', 'customer'] as const)
      simulator.pushFrame(
        speechFrame({ interactionId: 'talks', segmentId: `${(count += 1)}`, speaker, text: 'hello' }),
      );
  };
  const talking = setInterval(talk, 100);
  onTestFinished(() => clearInterval(talking));
  /** Runs the doctor; gives its exit code, and what it found that is not as it should be. */
  const diagnose = async (changed: Readonly<Record<string, string>> = {}, listen = '30') => {
    const { code, text } = await askCueline(['doctor', '--json', '--listen', listen], {
      cwd,
      env: { ...env, ...changed },
    });
    const diagnoses = Diagnoses.parse(JSON.parse(text));
    return { code, diagnoses, wrong: diagnoses.filter(({ state }) => state !== 'ok') };
  };
  return { cwd, redis, simulator, env, diagnose, hush: () => clearInterval(talking) };
}

test('a healthy set-up: every check is ok, and nothing was changed', SLOW, async () => {
  const { diagnose, redis, simulator, cwd, env } = await setUp(await startRedis());
  const { code, diagnoses, wrong } = await diagnose();
  expect(wrong).toEqual([]);
  expect(code).toBe(0);
  expect(diagnoses.map(({ check }) => check)).toEqual([
    'settings',
    'redis',
    'durability',
    'rights',
    'clock',
    'partitions',
    'token',
    'socket',
    'cues',
    'rules',
    'archive',
  ]);
  expect(await redis.client.keys('*')).toEqual([]);
  expect(shownCues(simulator)).toEqual([]);

  const { code: again, text } = await runCueline(['doctor'], { cwd, env });
  expect(again).toBe(0);
  expect(text.split('\n')).toHaveLength(diagnoses.length);
  expect(text).toMatch(/^ok {4}socket {6}it brought segments: \d+ of agent, \d+ of customer$/m);
});

test('a healthy set-up with a Cluster is ok too', SLOW, async () => {
  const { diagnose } = await setUp(await startClusterRedis());
  expect(await diagnose()).toMatchObject({ code: 0, wrong: [] });
});

test('settings that are wrong fail, and what rests on them is not checked', SLOW, async () => {
  const { diagnose } = await setUp(await startRedis());
  const { code, wrong } = await diagnose({ CXONE_CLIENT_ID: '', CUE_RATE_MAX: 'many' });
  expect(code).toBe(1);
  expect(wrong).toMatchObject([
    { check: 'settings', state: 'fail', says: expect.stringMatching(/CXONE_CLIENT_ID.*CUE_RATE_MAX/) },
    { check: 'token', state: 'warn' },
    { check: 'socket', state: 'warn', says: 'not checked: settings are wrong' },
    { check: 'cues', state: 'warn' },
  ]);
});

test('a misspelt setting is a warning', SLOW, async () => {
  const { diagnose } = await setUp(await startRedis());
  const { code, wrong } = await diagnose({ PARTITION: '4' });
  expect({ code, wrong }).toMatchObject({
    code: 0,
    wrong: [{ check: 'settings', state: 'warn', says: expect.stringContaining('did you mean PARTITIONS') }],
  });
});

test('a Redis that is away fails, and all else is checked', SLOW, async () => {
  const { diagnose, redis } = await setUp(await startRedis());
  await redis.server.kill();
  const { code, wrong } = await diagnose();
  expect(code).toBe(1);
  expect(wrong[0]).toMatchObject({
    check: 'redis',
    state: 'fail',
    says: expect.stringContaining('nothing listens there'),
  });
  expect(wrong.slice(1).map(({ check }) => check)).toEqual(['durability', 'rights', 'clock', 'partitions']);
});

test('a Redis that forgets, or is full', SLOW, async () => {
  const { diagnose, redis } = await setUp(await startRedis());
  await redis.client.config('SET', 'appendonly', 'no');
  await redis.client.config('SET', 'maxmemory-policy', 'allkeys-lru');
  expect((await diagnose()).wrong).toMatchObject([
    { check: 'durability', state: 'warn', says: expect.stringMatching(/append-only.*allkeys-lru/) },
  ]);
  await redis.client.config('SET', 'maxmemory-policy', 'noeviction');
  await redis.client.config('SET', 'maxmemory', '1mb');
  expect((await diagnose()).wrong[0]).toMatchObject({
    check: 'redis',
    state: 'fail',
    says: expect.stringContaining('full'),
  });
});

test('a user of Redis with the rights of one process is told what others would lack', SLOW, async () => {
  const { diagnose } = await setUp(await startRedis());
  const guarded = await startGuardedRedis();
  const publisher = await diagnose({ REDIS_URL: guarded.urlOf('publisher') });
  expect(publisher).toMatchObject({
    code: 0,
    wrong: [{ check: 'rights', state: 'warn', says: expect.stringMatching(/^(?!.*publisher).*ingest .*matcher /) }],
  });
  const viewer = await diagnose({ REDIS_URL: guarded.urlOf('viewer') });
  expect(viewer.wrong).toMatchObject([{ check: 'rights', state: 'warn', says: expect.stringContaining('MULTI') }]);
});

test('CXone refuses the client', SLOW, async () => {
  const { diagnose, simulator } = await setUp(await startRedis());
  simulator.faults.set({ tokenRefused: { chance: 1 } });
  const { code, wrong } = await diagnose();
  expect(code).toBe(1);
  expect(wrong).toMatchObject([
    { check: 'token', state: 'fail', says: expect.stringContaining('CXone refuses the client id') },
    { check: 'socket', state: 'warn', says: 'not checked: there is no token' },
    { check: 'cues', state: 'warn' },
  ]);
});

test('the handshake is refused, and the client may not post cues', SLOW, async () => {
  const { diagnose, simulator } = await setUp(await startRedis());
  simulator.faults.set({ handshakeForbidden: { chance: 1 }, cueForbidden: { chance: 1 } });
  const { code, wrong } = await diagnose({}, '5');
  expect(code).toBe(1);
  expect(wrong).toMatchObject([
    { check: 'socket', state: 'fail', says: expect.stringContaining('refused with 403') },
    { check: 'cues', state: 'fail', remedy: expect.stringContaining('agentassist:cue:write') },
  ]);
});

test('nobody talks, or only one side is heard, or nothing can be read', SLOW, async () => {
  const { diagnose, simulator, hush } = await setUp(await startRedis());
  hush();
  expect(await diagnose({}, '5')).toMatchObject({
    code: 0,
    wrong: [{ check: 'socket', state: 'warn', says: 'it is open, but brought no frame within 5 s' }],
  });
  let count = 0;
  const push = (frame: () => object) => {
    const timer = setInterval(() => simulator.pushFrame(frame()), 50);
    onTestFinished(() => clearInterval(timer));
    return () => clearInterval(timer);
  };
  const stop = push(() => speechFrame({ interactionId: 'alone', segmentId: `${(count += 1)}`, text: 'hello' }));
  expect((await diagnose({}, '5')).wrong).toMatchObject([
    { check: 'socket', state: 'warn', says: expect.stringContaining('one side') },
  ]);
  stop();
  push(() => ({ type: 'transcription', isFinal: true, contactId: 'x', speaker: 'agent', transcript: 'hello' }));
  expect((await diagnose({}, '5')).wrong).toMatchObject([
    {
      check: 'socket',
      state: 'fail',
      says: expect.stringContaining('cannot be read'),
      remedy: expect.stringContaining('CXONE_FIELDS'),
    },
  ]);
});

test('the address of cues is that of something else', SLOW, async () => {
  const { diagnose } = await setUp(await startRedis());
  const server = createServer((_, response) => {
    response.setHeader('content-type', 'text/html').end('<html><form>log in</form></html>');
  }).listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await expect.poll(() => server.listening).toBe(true);
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const CXONE_CUES_URL = `http://127.0.0.1:${port}/{interactionId}`;
  expect((await diagnose({ CXONE_CUES_URL })).wrong).toMatchObject([
    {
      check: 'cues',
      state: 'fail',
      says: expect.stringContaining('login'),
      remedy: expect.stringContaining('CXONE_CUES_URL'),
    },
  ]);
  expect((await diagnose({ CXONE_CUES_URL, CUE_MODE: 'shadow' })).wrong).toEqual([]);
});

test('rules with a mistake or a warning, and an archive that cannot be used', SLOW, async () => {
  const { diagnose, cwd } = await setUp(await startRedis());
  const RULES_FILE = join(cwd, 'rules.yaml');
  await writeFile(RULES_FILE, 'version: 1\ndisclosures: [{id: notice}]\n');
  const ARCHIVE_URL = 'postgres://cueline:secret@127.0.0.1:1/cueline';
  const { code, diagnoses, wrong } = await diagnose({ RULES_FILE, ARCHIVE_URL });
  expect(code).toBe(1);
  expect(wrong).toMatchObject([
    { check: 'rules', state: 'fail', remedy: expect.stringContaining('cueline rules check') },
    { check: 'archive', state: 'fail', says: expect.stringContaining('does not answer (ECONNREFUSED)') },
  ]);
  expect(JSON.stringify(diagnoses)).not.toContain('secret');
  await writeFile(RULES_FILE, 'version: 1\ndisclosures: [{id: notice, title: Notice, say: [this call is recorded]}]\n');
  expect((await diagnose({ RULES_FILE, ARCHIVE_URL: '' })).wrong).toMatchObject([
    { check: 'rules', state: 'warn', says: expect.stringContaining('never cued') },
    { check: 'archive', state: 'warn' },
  ]);
});
