import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FORMAT, NoticeEntry, streamFields } from '@cueline/shared';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startPartition, X, type TestPartition } from '../partition/partition.fixture.js';
import { processEntries } from '../partition/process-entries.js';

let partition: TestPartition;
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cueline-notices-'));
  const file = join(folder, 'notices.yaml');
  await writeFile(file, 'version: 1\nreceivers: [{name: chat, url: "https://chat.example/", format: slack}]\n');
  partition = await startPartition({ NOTICES_FILE: file });
});
afterEach(async () => {
  await partition.stop();
  await rm(folder, { recursive: true });
});

const process = async () => processEntries(0, await partition.take(), partition.processing);
const listenUntil = async (ms: number) => {
  await partition.listen('a', 500, ms);
  const { endings } = await partition.deadlines.fire(0);
  for (const id of endings) await partition.endings.end(0, id);
};
const notices = async () => {
  const entries = await partition.redis.xrange(partition.keys.notices(0), '-', '+');
  return entries.map(([, fields]) => {
    const { v, notice } = NoticeEntry.parse(streamFields(fields));
    expect(v).toBe(FORMAT);
    return notice;
  });
};

test('when a call ends, what nobody was told of yet is written with its outcome, once, however often it ends', async () => {
  await partition.write(1000, { text: 'a guaranteed return', attributes: { card: '4111 1111 1111 1111' } });
  await process();
  await listenUntil(901_001);
  const written = await notices();
  expect(written).toMatchObject([
    {
      kind: 'prohibited',
      interactionId: X,
      atMs: 1000,
      words: ['guaranteed return'],
      attributes: { card: '[number]' },
    },
    { kind: 'missed', rules: [{ id: 'notice', title: 'notice' }], atMs: 1000, isFinal: false },
  ]);
  expect(await partition.redis.xlen(partition.keys.outcomes(0))).toBe(1);
  await partition.write(901_500, { text: 'are you still there' });
  await partition.write(910_000, 'ended');
  await process();
  await listenUntil(920_001);
  expect(await partition.redis.xlen(partition.keys.outcomes(0))).toBe(2);
  expect(await notices()).toEqual(written);
});

test('what a publisher has told while the call went on is not told again when it ends', async () => {
  await partition.write(1000, { text: 'a guaranteed return' });
  await process();
  const id = createHash('sha256')
    .update(JSON.stringify([X, 0, 'prohibited', ['promise'], 1]))
    .digest('hex')
    .slice(0, 32);
  await partition.redis.hset(partition.keys.interaction(0, X), 'noticed', `${id} `);
  await partition.write(2000, 'ended');
  await process();
  await listenUntil(12_001);
  expect((await notices()).map(({ kind }) => kind)).toEqual(['missed']);
});

test('what nobody heard is told as that, and another call under the same id has notices of its own', async () => {
  await partition.write(1000, 'ended');
  await process();
  await listenUntil(11_001);
  await partition.write(70_000, { text: 'hello again' });
  await listenUntil(70_001);
  await process();
  await partition.write(80_000, 'ended');
  await process();
  await listenUntil(90_001);
  const [unheard, missed, ...others] = await notices();
  expect([unheard?.kind, missed?.kind, others]).toEqual(['not-heard', 'missed', []]);
});

test('without a notices file nothing is written', async () => {
  const plain = await startPartition();
  try {
    await plain.write(1000, { text: 'a guaranteed return' });
    await plain.write(2000, 'ended');
    await processEntries(0, await plain.take(), plain.processing);
    await plain.listen('a', 500, 12_001);
    const { endings } = await plain.deadlines.fire(0);
    for (const id of endings) expect(await plain.endings.end(0, id)).toBe(true);
    expect(await plain.redis.exists(plain.keys.notices(0))).toBe(0);
  } finally {
    await plain.stop();
  }
});
