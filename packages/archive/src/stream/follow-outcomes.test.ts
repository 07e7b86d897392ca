import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createKeys, createLog, createOnce, FORMAT } from '@cueline/shared';
import { startRedisServer } from '@cueline/shared/testing';
import { Redis } from 'ioredis';
import { Registry } from 'prom-client';
import { expect, onTestFinished, test } from 'vitest';
import { createFilesSink } from '../files/files-sink.js';
import { createArchiveMetrics } from '../metrics.js';
import { outcomeEntry } from '../store/outcome.fixture.js';
import { createDeadLetters } from './dead-letters.js';
import { createFollower } from './follow-outcomes.js';
import { createOutcomesGroup } from './outcomes-group.js';

const keys = createKeys('cueline');
const stream = keys.outcomes(0);

test('outcomes of a newer format are left, not acknowledged and no dead letters, and those around them are kept', async () => {
  const server = await startRedisServer();
  const folder = await mkdtemp(join(tmpdir(), 'cueline-follow-'));
  const redis = new Redis(server.url);
  const lines: string[] = [];
  const log = createLog({ name: 'test', level: 'warn', destination: { write: (line) => void lines.push(line) } });
  const sink = createFilesSink({ folder, prefix: 'cueline', replica: 'a', maxBytes: 1e6, now: Date.now });
  onTestFinished(async () => {
    await sink.close();
    redis.disconnect();
    await Promise.all([server.stop(), rm(folder, { recursive: true })]);
  });
  const write = (id: string, v: number) => {
    const { outcome, ...entry } = outcomeEntry(id);
    const fields = { ...entry, final: '1', outcome: JSON.stringify(v > FORMAT ? { of: 'later' } : outcome), v };
    return redis.xadd(stream, '*', ...Object.entries(fields).flat().map(String));
  };
  await write('a', FORMAT);
  const left = [await write('b', FORMAT + 1), await write('c', FORMAT + 1)];
  await write('d', FORMAT);

  const { group: name } = sink;
  const group = createOutcomesGroup({ redis, keys, partition: 0, group: name, consumer: 'me', claimIdleMs: 1000 });
  const metrics = createArchiveMetrics(new Registry());
  const parts = { deadLetters: createDeadLetters({ redis, keys }), metrics, log, isNews: createOnce() };
  const follower = createFollower({ partition: 0, group, sink, ...parts });
  expect(await follower.step()).toBe(true);
  expect(await follower.step()).toBe(false); // it does not come back to them at once
  const pending = await redis.xpending(stream, name, '-', '+', 10, `format-${FORMAT + 1}`);
  expect(pending.map((one) => Array.isArray(one) && one[0])).toEqual(left);
  expect(await redis.xpending(stream, name)).toMatchObject([left.length, ...left, expect.anything()]);
  expect(await redis.xlen(keys.archiveDead(0))).toBe(0);
  expect(lines).toHaveLength(1);
});

test('what was said leaves Redis with the last group that has kept it, whatever older outcomes still wait', async () => {
  const server = await startRedisServer();
  const redis = new Redis(server.url);
  onTestFinished(async () => {
    redis.disconnect();
    await server.stop();
  });
  const write = async (id: string) => {
    const entryId = (await redis.xadd(stream, '*', 'interactionId', id)) ?? '';
    await redis.hset(keys.endedSpeech(0), entryId, '[]');
    return entryId;
  };
  const [older, later] = [await write('a'), await write('b')];
  const groups = ['archive', 'archive-files'].map((group) =>
    createOutcomesGroup({ redis, keys, partition: 0, group, consumer: 'me', claimIdleMs: 1000 }),
  );
  for (const group of groups) {
    await group.create();
    await group.readNew();
  }
  const left = async () => new Set(await redis.hkeys(keys.endedSpeech(0)));
  const [database, files] = groups;
  await database?.acknowledgeSpeech([later]);
  expect(await left()).toEqual(new Set([older, later]));
  await files?.acknowledgeSpeech([later]);
  expect(await left()).toEqual(new Set([older]));
  await files?.acknowledgeSpeech([older]);
  await database?.acknowledgeSpeech([older]);
  expect(await left()).toEqual(new Set());
});
