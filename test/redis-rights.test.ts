import { randomUUID } from 'node:crypto';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { signLink } from '@cueline/panel';
import { createKeys } from '@cueline/shared';
import { first } from '@cueline/shared/testing';
import { Redis } from 'ioredis';
import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { askCueline, makeDirectory } from './harness/cueline-command.js';
import { startProcess } from './harness/cueline-process.js';
import { expectDeservedVerdicts } from './harness/ledger.js';
import { startPipelineOn } from './harness/pipeline.js';
import { type GuardedRedis, startGuardedRedis } from './harness/redis-users.js';
import { writeRules } from './harness/rule-file.js';
import { playScripted, RULES } from './harness/scripted-calls.js';
import { startSimulator } from './harness/simulator.js';
import { QUICK_WITHOUT_GAPS } from './harness/timing.js';

const keys = createKeys('cueline');

/** What Redis has refused to whom. */
async function refusals({ redis }: GuardedRedis): Promise<string[]> {
  const log = await redis.client.call('ACL', 'LOG');
  return z
    .array(z.array(z.unknown()))
    .parse(log)
    .map((entry) => JSON.stringify(entry.slice(2, 10)));
}

test(
  'the whole pipeline runs with the rights that ship, and Redis refuses it nothing',
  { timeout: 300_000 },
  async () => {
    const guarded = await startGuardedRedis();
    const told = join(await makeDirectory(), 'notices.yaml');
    await writeFile(told, 'version: 1\nreceivers: [{name: nobody, url: "http://127.0.0.1:1/", format: slack}]\n');
    const pipeline = await startPipelineOn(guarded.redis, {
      ingests: 2,
      matchers: 2,
      publishers: 2,
      rulesFile: await writeRules(RULES.replace('due: 3s', 'due: 3s\n    hold: 1s')),
      settings: {
        ...QUICK_WITHOUT_GAPS,
        OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:1',
        CXONE_CUE_RESOLVE: 'patch',
        KEEP_SPEECH: 'masked',
        IDLE_TIMEOUT_MS: '20s',
        RESUME_MS: '1s',
        NOTICES_FILE: told,
        NOTICE_ATTEMPTS: '2',
        NOTICE_RETRY_MS: '100',
      },
      settingsOf: (name) => ({ REDIS_URL: guarded.urlOf(name) }),
    });
    const cwd = await makeDirectory();
    const archiver = await startProcess('archive', {
      REDIS_URL: guarded.urlOf('archive'),
      ARCHIVE_URL: `sqlite:${join(cwd, 'archive.sqlite')}`,
      ARCHIVE_DIR: join(cwd, 'outcomes'),
      ARCHIVE_CLAIM_IDLE_MS: '500',
    });
    await archiver.ready();
    pipeline.simulator.pushFrame('not json');
    const talking = { type: 'transcription', interactionId: 'talks', speaker: 'agent', text: 'hello' };
    pipeline.simulator.pushFrame({ ...talking, isFinal: true });
    const notes = () => {
      pipeline.simulator.pushFrame({ ...talking, isFinal: false });
      return pipeline.redis.client.keys('*:talking:*');
    };
    await expect.poll(notes, { timeout: 60_000, interval: 200 }).toHaveLength(1);
    pipeline.simulator.faults.set({
      cueRateLimited: { chance: 0.2, retryAfterS: 1, retryAfter: 'seconds' },
      cueRejected: { chance: 1, count: 1, status: 422 },
    });
    await pipeline.redis.client.xadd(keys.segments(0), '*', 'segment', 'not an entry of ours');
    const { calls, played } = playScripted(pipeline, 4);
    await first(pipeline.matchers).restart(); // its entries are claimed, its job is handed over again
    await first(pipeline.publishers).restart();
    await played;
    await expect.poll(() => pipeline.redis.client.xlen(keys.dead(0))).toBeGreaterThan(0);
    await expect.poll(() => pipeline.redis.client.xlen(keys.badFrames(0))).toBeGreaterThan(1);
    expect(await refusals(guarded)).toEqual([]);
    await expectDeservedVerdicts(pipeline, calls);
    await pipeline.redis.client.xadd(keys.outcomes(0), '*', 'outcome', 'none of ours');
    await expect.poll(() => pipeline.redis.client.xlen(keys.archiveDead(0))).toBe(2); // of each sink

    // what was said is archived, and no longer in Redis
    const speech = async () => [...(await pipeline.redis.client.keys('*:ended-speech'))];
    await expect.poll(speech, { timeout: 60_000 }).toEqual([]);
    expect((await readdir(join(cwd, 'outcomes'))).some((name) => name.startsWith('speech-'))).toBe(true);

    const console = await startProcess('console', { REDIS_URL: guarded.urlOf('console') });
    await console.ready();
    await useConsole(console.url());
    const panel = await startProcess('panel', { REDIS_URL: guarded.urlOf('panel'), PANEL_SECRET });
    await panel.ready();
    pipeline.simulator.pushFrame({ ...talking, interactionId: 'looked-at', isFinal: true });
    await usePanel(panel.url(), 'looked-at');

    const env = { REDIS_URL: guarded.urlOf('viewer') };
    const status = await askCueline(['status'], { cwd, env });
    expect(status.text).toContain('partition');
    const list = await askCueline(['list'], { cwd, env });
    expect(list).toMatchObject({ code: 0 });
    const inspected = await askCueline(['inspect', 'dutiful-1'], { cwd, env });
    expect(inspected).toMatchObject({ code: 0, text: expect.stringContaining('outcome') });
    expect(await refusals(guarded)).toEqual([]);
  },
);

const Letters = z.object({ letters: z.array(z.object({ id: z.string() })) });

/** Looks at every view, and does every act once. */
async function useConsole(url: string): Promise<void> {
  const live = await fetch(`${url}/api/live?view=now`);
  await live.body?.getReader().read();
  for (const path of ['flow', 'queues', 'queues/dead', 'rules', 'audit', 'calls?q=dutiful-1', 'calls/dutiful-1']) {
    expect({ path, status: (await fetch(`${url}/api/${path}`)).status }).toEqual({ path, status: 200 });
  }
  const act = async (name: string, asked: object) => {
    const { status } = await fetch(`${url}/api/acts/${name}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Origin: url },
      body: JSON.stringify({ id: randomUUID(), ...asked }),
    });
    return { name, status };
  };
  const dead: unknown = await (await fetch(`${url}/api/queues/dead`)).json();
  const { letters } = Letters.parse(dead);
  const ids = letters.map(({ id }) => id);
  const { letters: unsent } = Letters.parse(
    await (await fetch(`${url}/api/queues/dead?reason=notice_not_sent`)).json(),
  );
  expect(unsent.length).toBeGreaterThan(0);
  const results = [
    await act('pause', { forMs: 1000 }),
    await act('resume', {}),
    await act('discard', { ids }),
    await act('restore', { reason: 'cue_rejected' }),
    await act('retry', { reason: 'notice_not_sent' }),
    await act('put-back', { ids }),
    await act('forget', { interactionId: 'dutiful-2' }),
  ];
  expect(results.filter(({ status }) => status !== 200)).toEqual([]);
  const acknowledged = { interactionId: 'gone', rule: 'notice', reason: 'said off the record' };
  expect(await act('acknowledge', acknowledged)).toMatchObject({ status: 409 });
}

const PANEL_SECRET = 'what links of this test are signed with';

/** Looks at a call, and ticks off what it owes. */
async function usePanel(url: string, call: string): Promise<void> {
  const { searchParams } = new URL(signLink(url, { call }, Date.now() + 60_000, PANEL_SECRET));
  const live = await fetch(`${url}/panel/live?${searchParams.toString()}`);
  const decoder = new TextDecoder();
  for await (const chunk of live.body ?? []) if (decoder.decode(chunk, { stream: true }).includes('"lines"')) break;
  const tick = { link: Object.fromEntries(searchParams), id: call, rule: 'notice', how: 'said', reason: 'said before' };
  const headers = { 'Content-Type': 'application/json' };
  const answer = await fetch(`${url}/panel/tick`, { method: 'POST', headers, body: JSON.stringify(tick) });
  expect(await answer.json()).toEqual({ isDone: true });
}

type User = 'ingest' | 'matcher' | 'publisher' | 'archive' | 'console' | 'panel' | 'viewer';

/** A command that a user must not get through. */
type Forbidden = readonly [user: User, why: string, command: string, ...args: string[]];

const interaction = 'cueline:{0}:interaction:x';
const FORBIDDEN: readonly Forbidden[] = [
  ['ingest', 'read what is known of interactions', 'HGETALL', interaction],
  ['ingest', 'write what is known of interactions', 'HSET', interaction, 'state', '{}'],
  ['ingest', 'do so in a script', 'EVAL', "return redis.call('HGETALL', KEYS[1])", '1', interaction],
  ['ingest', 'hide it in a script', 'EVAL', `return redis.call('HGETALL', '${interaction}')`, '0'],
  ['ingest', 'read speech', 'XRANGE', keys.segments(0), '-', '+'],
  ['ingest', 'read what was said', 'GET', 'cueline:{0}:speech:x'],
  ['publisher', 'read what was said', 'GET', 'cueline:{0}:speech:x'],
  ['archive', 'read what is said in live calls', 'GET', 'cueline:{0}:speech:x'],
  ['ingest', 'read bad frames', 'XLEN', keys.badFrames(0)],
  ['ingest', 'take cues up', 'HGETALL', '{cueline}:cues:meta'],
  ['ingest', 'change rules', 'HSET', keys.packs, 'x', '{}'],
  ['matcher', 'write speech of its own under another prefix', 'XADD', 'other:{0}:segments', '*', 'a', 'b'],
  ['matcher', 'hold the queue', 'HSET', keys.hold, 'untilMs', '1'],
  ['matcher', 'take jobs away', 'DEL', '{cueline}:cues:prioritized'],
  ['matcher', 'take jobs up', 'LPOP', '{cueline}:cues:wait'],
  ['matcher', 'make another number of partitions possible', 'DEL', keys.partitions],
  ['ingest', 'take the backlog away', 'SET', keys.segments(0), 'gone'],
  ['publisher', 'take an interaction away', 'SET', interaction, 'gone'],
  ['matcher', 'read bad frames', 'XRANGE', keys.badFrames(0), '-', '+'],
  ['publisher', 'write speech', 'XADD', keys.segments(0), '*', 'heardAt', '1', 'segment', '{}'],
  ['publisher', 'read speech', 'EVAL', `return redis.call('XRANGE', '${keys.segments(0)}', '-', '+')`, '0'],
  ['publisher', 'change rules', 'HSET', keys.packs, 'x', '{}'],
  ['publisher', 'write outcomes', 'XADD', keys.outcomes(0), '*', 'a', 'b'],
  ['archive', 'write outcomes', 'XADD', keys.outcomes(0), '*', 'a', 'b'],
  ['archive', 'take outcomes away', 'XDEL', keys.outcomes(0), '1-1'],
  ['archive', 'read speech', 'XRANGE', keys.segments(0), '-', '+'],
  ['archive', 'read what is known of interactions', 'HGETALL', interaction],
  ['archive', 'change rules', 'HSET', keys.packs, 'x', '{}'],
  ['console', 'change rules', 'HSET', keys.packs, 'x', '{}'],
  ['console', 'take the backlog away', 'DEL', keys.segments(0)],
  ['console', 'move the watermark', 'HSET', keys.listening(0), 'watermark', '1'],
  ['console', 'take an interaction away', 'SET', interaction, 'gone'],
  ['panel', 'read what was said', 'GET', 'cueline:{0}:speech:x'],
  ['panel', 'move the watermark', 'HSET', keys.listening(0), 'watermark', '1'],
  ['panel', 'take an interaction away', 'SET', interaction, 'gone'],
  ['panel', 'take jobs up', 'LPOP', '{cueline}:cues:wait'],
  ['ingest', 'tell supervisors', 'XADD', keys.notices(0), '*', 'v', '1'],
  ['panel', 'take notices up', 'LPOP', '{cueline}:notices:wait'],
  ['viewer', 'write anything', 'SET', keys.partitions, '9'],
  ['viewer', 'take anything away', 'DEL', interaction],
  ['viewer', 'end a hold', 'HDEL', keys.hold, 'untilMs'],
];
/** What Redis answers, outside of a script and within one. */
const REFUSED = /NOPERM|The user executing the script can't/;

const DANGEROUS = [
  ['FLUSHALL'],
  ['CONFIG', 'GET', '*'],
  ['CONFIG', 'SET', 'dir', '/tmp'],
  ['KEYS', '*'],
  ['SCAN', '0'],
  ['ACL', 'LIST'],
  ['SHUTDOWN', 'NOSAVE'],
  ['REPLICAOF', '127.0.0.1', '1'],
  ['MONITOR'],
  ['CLIENT', 'LIST'],
  ['CLIENT', 'KILL', 'TYPE', 'normal'],
  ['SCRIPT', 'FLUSH'],
  ['FUNCTION', 'LIST'],
  ['MIGRATE', '127.0.0.1', '1', 'x', '0', '1'],
  ['RESTORE', 'x', '0', ''],
  ['PUBLISH', 'x', 'y'],
];

test('each user is refused what it does not need', async () => {
  const guarded = await startGuardedRedis();
  const connect = (user: User) => {
    const client = new Redis(guarded.urlOf(user));
    onTestFinished(() => client.disconnect());
    return client;
  };
  const clients: Record<User, Redis> = {
    ingest: connect('ingest'),
    matcher: connect('matcher'),
    publisher: connect('publisher'),
    archive: connect('archive'),
    console: connect('console'),
    panel: connect('panel'),
    viewer: connect('viewer'),
  };
  for (const [user, why, command, ...args] of FORBIDDEN) {
    await expect(clients[user].call(command, ...args), `${user} must not ${why}`).rejects.toThrow(REFUSED);
  }
  for (const [user, client] of Object.entries(clients)) {
    for (const [command = '', ...args] of DANGEROUS) {
      await expect(client.call(command, ...args), `${user}: ${command}`).rejects.toThrow(REFUSED);
    }
  }
});

test('nobody gets in without a password', async () => {
  const { redis } = await startGuardedRedis();
  const client = new Redis(redis.server.url, { retryStrategy: null, lazyConnect: true });
  onTestFinished(() => client.disconnect());
  client.on('error', () => undefined);
  await expect(client.call('PING')).rejects.toThrow('NOAUTH');
});

test('a process is not ready if Redis refuses its first commands', async () => {
  const guarded = await startGuardedRedis();
  const { simulator, environment } = await startSimulator();
  for (const name of ['ingest', 'matcher', 'publisher'] as const) {
    // under another prefix it has no right to any key
    const process = await startProcess(name, { ...environment, REDIS_URL: guarded.urlOf(name), KEY_PREFIX: 'other' });
    await expect.poll(() => JSON.stringify(process.log)).toContain('redis refuses the first commands of this process');
    if (name === 'ingest') await simulator.sockets.subscribed();
    expect({ name, isReady: await process.isReady() }).toEqual({ name, isReady: false });
  }
});
