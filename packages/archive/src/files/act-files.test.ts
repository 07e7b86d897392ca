import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createKeys } from '@cueline/shared';
import { startRedisServer } from '@cueline/shared/testing';
import { Redis } from 'ioredis';
import { expect, onTestFinished, test } from 'vitest';
import { forget, replayForgotten } from '../forget/forget.js';
import { idHash } from '../store/id-hash.js';
import { GROUPS } from '../stream/sink.js';
import { createActFiles } from './act-files.js';
import { createFilesSink } from './files-sink.js';

const prefix = 'cueline';
const keys = createKeys(prefix);

async function setUp() {
  const [server, folder] = await Promise.all([startRedisServer(), mkdtemp(join(tmpdir(), 'cueline-acts-'))]);
  const redis = new Redis(server.url);
  onTestFinished(async () => {
    redis.disconnect();
    await Promise.all([server.stop(), rm(folder, { recursive: true })]);
  });
  const begin = async (act: string, target: string, ...more: string[]) =>
    (await redis.xadd(keys.audit, '*', 'user', 'ann', 'role', 'operate', 'act', act, 'target', target, ...more)) ?? '';
  const end = (of: string, result: string) => redis.xadd(keys.audit, '*', 'of', of, 'result', result, 'after', '0');
  const open = (consumer: string) => {
    const files = createFilesSink({ folder, prefix, replica: consumer, maxBytes: 1e6, now: Date.now });
    onTestFinished(() => files.close());
    return { files, acts: createActFiles({ redis, keys, prefix, consumer, claimIdleMs: 0, files }) };
  };
  /** All lines of all files, complete or not. */
  const read = async () => {
    const names = (await readdir(folder)).filter((name) => !name.endsWith('.sha256')).toSorted();
    const texts = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
    const lines = texts.flatMap((text) => text.split('\n').filter((line) => line.trim() !== ''));
    return lines.map((line): Record<string, unknown> => JSON.parse(line));
  };
  return { redis, folder, begin, end, open, read };
}

test('acts and results are a line each, once, of whichever archiver; what one that is gone was given is taken over', async () => {
  const { redis, begin, end, open, read } = await setUp();
  const pause = await begin('pause', 'for 60 s');
  await end(pause, 'paused');
  await redis.xgroup('CREATE', keys.audit, GROUPS.files, '0');
  await redis.xreadgroup('GROUP', GROUPS.files, 'gone', 'COUNT', 1, 'STREAMS', keys.audit, '>');
  const [a, b] = [open('a'), open('b')];
  await Promise.all([a.acts.step(), b.acts.step()]);
  expect(await read()).toMatchObject([{ of: pause, result: 'paused' }]);
  await b.acts.claim();
  await b.acts.step();
  await Promise.all([a.acts.step(), b.acts.step()]);
  const lines = await read();
  expect(lines).toHaveLength(2);
  expect(lines).toContainEqual({
    v: 1,
    prefix,
    entry: pause,
    user: 'ann',
    role: 'operate',
    act: 'pause',
    target: 'for 60 s',
  });
  expect((await redis.xpending(keys.audit, GROUPS.files))[0]).toBe(0);
});

test('of a call that was forgotten the acts stay, and its id does not: not in a file that is written to, and not in one restored', async () => {
  const { redis, folder, begin, open, read } = await setUp();
  const { files, acts } = open('a');
  const places = { redis, prefix, epoch: 0, partitions: 1, store: undefined, folder };
  const targets = async () => (await read()).map(({ target }) => target);
  for (const target of ['a b notice', 'a b2 notice', 'é']) await begin('acknowledge', target, 'reason', `of ${target}`);
  await acts.step();
  const hash = idHash(prefix, 'a b');
  expect(await forget('a b', places, { evenLive: false, actor: 'ann' })).toMatchObject({
    counts: { 'archive lines': 1 },
  });
  expect(await targets()).toEqual([`${hash} notice`, 'a b2 notice', 'é']);
  await begin('acknowledge', 'a b rate', 'reason', 'of a b rate'); // begun before, and read after
  await acts.step();
  await files.writeActs([{ entry: '1-1', act: 'acknowledge', target: 'a b', reason: 'of a b' }]);
  await files.close();
  expect(await replayForgotten(places)).toEqual({ 'archive rows': 0, 'archive lines': 1 });
  expect(await targets()).toEqual([`${hash} notice`, 'a b2 notice', 'é', `${hash} rate`, hash]);
  const reasons = (await read()).map(({ reason }) => reason);
  expect(reasons).toEqual([undefined, 'of a b2 notice', 'of é', undefined, undefined]);
});
