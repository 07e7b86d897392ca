import { execFile } from 'node:child_process';
import { appendFile, mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { outcomeEntry } from '../store/outcome.fixture.js';
import type { ReadOutcome } from '../stream/sink.js';
import { parseLine } from './archived-line.js';
import { editLines, removeExpiredFiles } from './edit-files.js';
import { createFilesSink } from './files-sink.js';

const run = promisify(execFile);
const MINUTE_MS = 60_000;

async function setUp({ maxBytes = 1e6 } = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'cueline-files-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const clock = { ms: Date.parse('2026-11-28T23:50:00Z') };
  const open = (replica: string) => {
    const sink = createFilesSink({ folder, prefix: 'p', replica, maxBytes, now: () => clock.ms });
    onTestFinished(() => sink.close());
    return sink;
  };
  const outcomes = (...ids: string[]): ReadOutcome[] => ids.map((id) => ({ entryId: '1-1', entry: outcomeEntry(id) }));
  /** Every line of every file, and the names; the checksums of complete files are right. */
  const read = async () => {
    const names = (await readdir(folder)).toSorted();
    const complete = names.filter((name) => name.endsWith('.ndjson'));
    for (const name of complete) await run('sha256sum', ['--check', '--strict', `${name}.sha256`], { cwd: folder });
    const texts = names.filter((name) => !name.endsWith('.sha256')).map((name) => readFile(join(folder, name), 'utf8'));
    const lines = (await Promise.all(texts)).flatMap((text) => text.split('\n').filter((line) => line.trim() !== ''));
    return { names, complete, ids: lines.map((line) => parseLine(line)?.interactionId) };
  };
  return { folder, clock, open, outcomes, read };
}
const isOf = (id: string) => (line: string) => parseLine(line)?.interactionId === id;
const without = (id: string) => (line: string) => (isOf(id)(line) ? '' : line);

test('a file is completed when it is large, when its day is over, after a while, and at the end', async () => {
  const { folder, clock, open, outcomes, read } = await setUp({ maxBytes: 3000 });
  const sink = open('a');
  await sink.write(outcomes('1', '2', '3')); // more than 3,000 bytes
  await sink.write(outcomes('4'));
  expect((await read()).names).toEqual([
    'outcomes-2026-11-28-a-1.ndjson',
    'outcomes-2026-11-28-a-1.ndjson.sha256',
    'outcomes-2026-11-28-a-2.ndjson.part',
  ]);
  clock.ms += 11 * MINUTE_MS;
  await sink.write(outcomes('5'));
  clock.ms += 6 * MINUTE_MS;
  await sink.tidy();
  await sink.write(outcomes('6'));
  await sink.close();
  const { complete, ids } = await read();
  expect(complete).toEqual([
    'outcomes-2026-11-28-a-1.ndjson',
    'outcomes-2026-11-28-a-2.ndjson',
    'outcomes-2026-11-29-a-3.ndjson',
    'outcomes-2026-11-29-a-4.ndjson',
  ]);
  expect(ids).toEqual(['1', '2', '3', '4', '5', '6']);
  const { mode } = await stat(join(folder, complete[0] ?? ''));
  expect(mode & 0o077).toBe(0);
});

test('what a killed archiver left is completed without its torn line, once nobody has written to it for a while', async () => {
  const { folder, clock, open, outcomes, read } = await setUp();
  const [killed, empty] = ['outcomes-2026-11-28-k-1.ndjson.part', 'outcomes-2026-11-28-k-2.ndjson.part'];
  await open('k').write(outcomes('1', '2'));
  await appendFile(join(folder, killed), `{"torn":"${'x'.repeat(200_000)}`);
  await writeFile(join(folder, empty), '{"torn');
  const other = open('b');
  const written = (name: string, agoMs: number) =>
    utimes(join(folder, name), (clock.ms - agoMs) / 1000, (clock.ms - agoMs) / 1000);
  await written(killed, 9 * MINUTE_MS);
  await written(empty, 11 * MINUTE_MS);
  await other.tidy();
  expect((await read()).names).toEqual([killed]);
  await written(killed, 11 * MINUTE_MS);
  await other.tidy();
  expect(await read()).toMatchObject({ complete: ['outcomes-2026-11-28-k-1.ndjson'], ids: ['1', '2'] });
});

test('a checksum that is missing is written later', async () => {
  const { folder, clock, open, outcomes, read } = await setUp();
  const sink = open('a');
  await sink.write(outcomes('1'));
  await sink.close();
  const name = 'outcomes-2026-11-28-a-1.ndjson';
  await rm(join(folder, `${name}.sha256`));
  const longAgo = (clock.ms - 11 * MINUTE_MS) / 1000;
  await utimes(join(folder, name), longAgo, longAgo);
  await sink.tidy();
  expect((await read()).complete).toEqual([name]);
});

test('an archiver whose file another has completed, since it was frozen, writes its outcomes again', async () => {
  const { folder, clock, open, outcomes, read } = await setUp();
  const [frozen, other] = [open('f'), open('o')];
  await frozen.write(outcomes('1'));
  const longAgo = (clock.ms - 11 * MINUTE_MS) / 1000;
  await utimes(join(folder, 'outcomes-2026-11-28-f-1.ndjson.part'), longAgo, longAgo);
  await other.tidy();
  await frozen.write(outcomes('2'));
  expect(await read()).toMatchObject({ complete: ['outcomes-2026-11-28-f-1.ndjson'], ids: ['1', '2'] });
});

test('lines are removed from complete files and from one that is written to, which goes on', async () => {
  const { folder, open, outcomes, read } = await setUp({ maxBytes: 3000 });
  const sink = open('a');
  await sink.write(outcomes('x', 'y', 'x'));
  await sink.write(outcomes('y', 'x', 'é'));
  expect((await read()).names.filter((name) => !name.endsWith('.sha256'))).toEqual([
    'outcomes-2026-11-28-a-1.ndjson',
    'outcomes-2026-11-28-a-2.ndjson.part',
  ]);
  expect(await editLines(folder, without('x'))).toBe(3);
  expect(await editLines(folder, without('x'))).toBe(0);
  await sink.write(outcomes('z'));
  expect((await read()).ids).toEqual(['y', 'y', 'é', 'z']);
  await sink.close();
  expect((await read()).ids).toEqual(['y', 'y', 'é', 'z']);
});

test('files of days long over are removed, but for those with something that has to stay', async () => {
  const { folder, clock, open, outcomes, read } = await setUp({ maxBytes: 1 });
  const expire = (beforeMs: number) =>
    removeExpiredFiles(folder, { kind: 'outcomes', beforeMs, readKept: async () => isOf('held') });
  const sink = open('a');
  await sink.write(outcomes('old'));
  await sink.write(outcomes('held'));
  clock.ms += 24 * 60 * MINUTE_MS;
  await sink.write(outcomes('new'));
  await sink.close();
  const endOfDay = Date.parse('2026-11-29T00:00:00Z');
  expect(await expire(endOfDay - 1)).toBe(0);
  expect(await expire(endOfDay)).toBe(1);
  expect(await read()).toMatchObject({ ids: ['held', 'new'] });
  expect((await read()).names.filter((name) => name.endsWith('.sha256'))).toHaveLength(2);
});

test('what was said has files of its own, which are removed by themselves, and from which calls are forgotten', async () => {
  const { folder, clock, open, outcomes, read } = await setUp();
  const sink = open('a');
  const speech = [{ segmentId: 's', speaker: 'agent' as const, text: 'good morning', heardAtMs: 1, confidence: 1 }];
  await sink.write(outcomes('1', '2').map(({ entryId, entry }) => ({ entryId, entry: { ...entry, speech } })));
  await sink.write(outcomes('3'));
  await sink.close();
  expect((await read()).complete).toEqual(['outcomes-2026-11-28-a-1.ndjson', 'speech-2026-11-28-a-1.ndjson']);
  const lines = async (kind: string) => readFile(join(folder, `${kind}-2026-11-28-a-1.ndjson`), 'utf8');
  expect(await lines('outcomes')).not.toContain('good morning');
  expect(JSON.parse((await lines('speech')).split('\n')[0] ?? '')).toMatchObject({
    prefix: 'p',
    interactionId: '1',
    speech,
  });
  expect(await editLines(folder, without('1'))).toBe(2);
  expect(await lines('speech')).not.toContain('"1"');
  clock.ms += 48 * 60 * MINUTE_MS;
  const expiry = { kind: 'speech' as const, beforeMs: clock.ms, readKept: async () => () => false };
  expect(await removeExpiredFiles(folder, expiry)).toBe(1);
  expect((await read()).complete).toEqual(['outcomes-2026-11-28-a-1.ndjson']);
});
