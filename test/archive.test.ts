import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { openStore, type Store } from '@cueline/archive';
import { createKeys, InteractionId, type OutcomeEntry, partitionOf, streamFields } from '@cueline/shared';
import { type PostgresServer, startPostgresServer } from '@cueline/shared/testing';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { outcomeEntry } from '../packages/archive/src/store/outcome.fixture.js';
import { countUnarchived, writeOutcome } from './harness/archived.js';
import { askCueline, runCueline } from './harness/cueline-command.js';
import { startProcess } from './harness/cueline-process.js';
import { type StandaloneRedis, startRedis } from './harness/redis.js';

const run = promisify(execFile);
const keys = createKeys('cueline');
const soon = { timeout: 60_000 };

let postgres: PostgresServer;
beforeAll(async () => {
  postgres = await startPostgresServer();
});
afterAll(() => postgres.stop());

async function makeFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'cueline-archive-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** An empty database of a kind. */
async function openDatabase(kind: 'sqlite' | 'postgres'): Promise<{ url: string; store: Store }> {
  const url = kind === 'sqlite' ? `sqlite:${join(await makeFolder(), 'a.sqlite')}` : postgres.urlOf('postgres');
  const store = openStore(url);
  onTestFinished(() => store.close());
  await store.migrate();
  await store.db.deleteFrom('calls').execute();
  return { url, store };
}

const idsIn = async ({ db }: Store) =>
  (await db.selectFrom('calls').select('interaction_id').orderBy('interaction_id').execute()).map(
    (call) => call.interaction_id,
  );
const writeAll = async ({ client }: StandaloneRedis, entries: readonly OutcomeEntry[]) => {
  for (const entry of entries) await writeOutcome(client, entry);
};
const named = (name: string, count: number) => Array.from({ length: count }, (_, i) => outcomeEntry(`${name}${i}`));
const idsOf = (entries: readonly OutcomeEntry[]) => entries.map(({ interactionId }) => interactionId).toSorted();

/** The outcomes in the files of a folder, and how many files are complete, with a checksum that is right. */
async function readFiles(folder: string) {
  const names = await readdir(folder);
  const complete = names.filter((name) => name.endsWith('.ndjson'));
  for (const name of complete) await run('sha256sum', ['-c', `${name}.sha256`], { cwd: folder });
  const texts = await Promise.all(
    names.filter((name) => /\.ndjson(?:\.part)?$/.test(name)).map((name) => readFile(join(folder, name), 'utf8')),
  );
  const lines = texts.flatMap((text) => text.split('\n').slice(0, -1));
  return {
    complete: complete.length,
    ids: [...new Set(lines.map((line): string => JSON.parse(line).interactionId))].toSorted(),
  };
}

describe.each(['sqlite', 'postgres'] as const)('%s', (kind) => {
  test('what was ended before and after an archiver is started is kept, with the rules that it was judged by', async () => {
    const [redis, { url, store }] = await Promise.all([startRedis(), openDatabase(kind)]);
    await redis.client.hset(keys.packs, 'digest', '{"version":1}');
    const [before, after] = [named('before', 130), named('after', 3)];
    await writeAll(redis, before);
    const archiver = await startProcess('archive', { ...redis.environment, ARCHIVE_URL: url });
    await archiver.ready();
    await writeAll(redis, after);
    await expect.poll(() => idsIn(store), soon).toEqual(idsOf([...before, ...after]));
    await expect.poll(() => countUnarchived(redis.client, 'archive'), soon).toBe(0);
    const packs = await store.db.selectFrom('packs').selectAll().execute();
    expect(packs.map(({ digest, pack }) => [digest, JSON.parse(pack)])).toContainEqual(['digest', { version: 1 }]);
    await expect
      .poll(() => archiver.read('/metrics'), soon)
      .toMatch(/^cueline_archive_rows_total\{sink="database",result="written",process="archive"\} 133$/m);
    expect(await archiver.stop()).toBe(0);
  });

  test('an outcome that cannot be kept becomes a dead letter with a reason that quotes nothing; the rest is kept', async () => {
    const [redis, { url, store }] = await Promise.all([startRedis(), openDatabase(kind)]);
    // PostgreSQL cannot index so long an id; SQLite can
    const tooLong = randomBytes(20_000).toString('hex');
    const good = named('good', 20);
    const id = InteractionId.parse('none');
    await writeAll(redis, good.slice(0, 10));
    await redis.client.xadd(keys.outcomes(partitionOf(id, 8)), '*', 'interactionId', id, 'outcome', '{"secret":1}');
    await writeAll(redis, [outcomeEntry(tooLong), ...good.slice(10)]);
    const archiver = await startProcess('archive', { ...redis.environment, ARCHIVE_URL: url });
    const kept = kind === 'sqlite' ? [...idsOf(good), tooLong].toSorted() : idsOf(good);
    await expect.poll(() => idsIn(store), soon).toEqual(kept);
    await expect.poll(() => countUnarchived(redis.client, 'archive'), soon).toBe(0);
    const dead = await Promise.all(
      Array.from({ length: 8 }, (_, partition) => redis.client.xrange(keys.archiveDead(partition), '-', '+')),
    );
    const letters = dead.flat().map(([, fields]) => streamFields(fields));
    const reasons = letters.map(
      ({ reason, group, outcome = '' }) => `${group} ${reason} ${outcome.length < 20 ? outcome : '…'}`,
    );
    expect(reasons.toSorted()).toEqual([
      ...(kind === 'sqlite' ? [] : ['archive PostgreSQL refuses it (54000) …']),
      'archive it is no outcome that this archiver understands {"secret":1}',
    ]);
    expect(JSON.stringify(archiver.log)).not.toContain('secret');
  });

  test('an archiver that wakes up after another took over its outcomes changes nothing', async () => {
    const [redis, { url, store }] = await Promise.all([startRedis(), openDatabase(kind)]);
    const environment = { ...redis.environment, ARCHIVE_URL: url, ARCHIVE_CLAIM_IDLE_MS: '300' };
    const first = await startProcess('archive', environment);
    await first.ready();
    first.freeze();
    const entries = named('call', 10);
    await writeAll(redis, entries);
    // as if it had read them just before it froze
    for (let partition = 0; partition < 8; partition += 1) {
      const stream = keys.outcomes(partition);
      const consumers = await redis.client.xinfo('CONSUMERS', stream, 'archive');
      const name = /"name","([^"]+)"/.exec(JSON.stringify(consumers))?.[1] ?? 'gone';
      await redis.client.xreadgroup('GROUP', 'archive', name, 'COUNT', 100, 'STREAMS', stream, '>');
    }
    await startProcess('archive', environment);
    await expect.poll(() => idsIn(store), soon).toEqual(idsOf(entries));
    first.thaw();
    await expect.poll(() => first.isReady(), soon).toBe(true);
    await expect.poll(() => countUnarchived(redis.client, 'archive'), soon).toBe(0);
    expect(await idsIn(store)).toEqual(idsOf(entries));
  });
});

test('dead letters of the archive are listed, reported by status, put back and dropped', async () => {
  const [redis, { url }] = await Promise.all([startRedis(), openDatabase('sqlite')]);
  const id = InteractionId.parse('none');
  await redis.client.xadd(keys.outcomes(partitionOf(id, 8)), '*', 'interactionId', id, 'outcome', '{}');
  const archiver = await startProcess('archive', { ...redis.environment, ARCHIVE_URL: url });
  await expect.poll(() => JSON.stringify(archiver.log), soon).toContain('an outcome cannot be archived');
  const command = async (flags: string) =>
    askCueline(['archive', 'dead-letters', ...flags.split(' ').filter(Boolean)], {
      cwd: await makeFolder(),
      env: redis.environment,
    });
  expect((await command('')).text).toMatch(/^\d\/\S+ {2}none {2}archive: it is no outcome that/m);
  const status = async () => (await askCueline(['status'], { cwd: await makeFolder(), env: redis.environment })).text;
  await expect.poll(status, soon).toMatch(/\d outcomes? could not be archived/);
  const putBack = await command('--put-back');
  expect(putBack).toEqual({ code: 0, text: '1 put back' });
  // they fail again, as nothing was mended
  await expect.poll(async () => JSON.parse((await command('--json')).text), soon).toHaveLength(1);
  await expect.poll(() => countUnarchived(redis.client, 'archive')).toBe(0);
  const options = { cwd: await makeFolder(), env: redis.environment };
  expect(await runCueline(['archive', 'dead-letters', '--drop'], options)).toEqual({ code: 0, text: '1 dropped' });
});

test('on a full disk outcomes stay in Redis, the archiver says so, and all are kept once there is room', async () => {
  const [redis, { url, store }, folder] = await Promise.all([startRedis(), openDatabase('sqlite'), makeFolder()]);
  const archiver = await startProcess('archive', { ...redis.environment, ARCHIVE_URL: url, ARCHIVE_DIR: folder });
  await archiver.ready();
  // the kernel lets no file of it grow further: a write is cut short, and the next fails, as on a full disk
  const limit = (bytes: string) => run('prlimit', ['--pid', String(archiver.pid()), `--fsize=${bytes}:unlimited`]);
  await limit('150000');
  const entries = named('call', 400);
  await writeAll(redis, entries);
  const reasons = async () => JSON.stringify(await archiver.read('/readyz').catch((error: unknown) => String(error)));
  await expect.poll(() => archiver.isReady(), soon).toBe(false);
  expect(await reasons()).toContain('503');
  await expect.poll(() => JSON.stringify(archiver.log), soon).toMatch(/"sink":"files"/);
  await expect.poll(() => JSON.stringify(archiver.log), soon).toMatch(/"sink":"database"/);
  expect((await idsIn(store)).length).toBeLessThan(400);
  await limit('unlimited');
  await expect.poll(() => idsIn(store), soon).toEqual(idsOf(entries));
  await expect.poll(() => countUnarchived(redis.client, 'archive-files'), soon).toBe(0);
  expect(await archiver.stop()).toBe(0);
  expect(await readFiles(folder)).toMatchObject({ ids: idsOf(entries) });
  const dead = await Promise.all(Array.from({ length: 8 }, (_, i) => redis.client.xlen(keys.archiveDead(i))));
  expect(dead.every((count) => count === 0)).toBe(true);
});

test('files are written while the database is away, and the other way round it catches up', async () => {
  const [redis, folder] = await Promise.all([startRedis(), makeFolder()]);
  const own = await startPostgresServer();
  onTestFinished(() => own.stop());
  await own.kill();
  const archiver = await startProcess('archive', {
    ...redis.environment,
    ARCHIVE_URL: own.urlOf('postgres'),
    ARCHIVE_DIR: folder,
  });
  const entries = named('call', 5);
  await writeAll(redis, entries);
  await expect.poll(async () => (await readFiles(folder)).ids, soon).toEqual(idsOf(entries));
  expect(await archiver.isReady()).toBe(false);
  await own.restart();
  await archiver.ready();
  await expect.poll(() => countUnarchived(redis.client, 'archive'), soon).toBe(0);
});

test('an archiver that was told nothing of where to, or of a database that it cannot use, ends with 78', async () => {
  const { url, store } = await openDatabase('sqlite');
  const redis = await startRedis();
  const cwd = await makeFolder();
  const start = (env: Record<string, string>) =>
    runCueline(['archive'], { cwd, env: { ...redis.environment, HTTP_PORT: '0', ...env } });
  expect(await start({})).toMatchObject({ code: 78, text: expect.stringContaining('ARCHIVE_URL is required') });
  expect(await start({ ARCHIVE_URL: 'mysql://x' })).toMatchObject({ code: 78 });
  await store.db.schema.dropTable('kysely_migration').execute();
  expect(await start({ ARCHIVE_URL: url, ARCHIVE_MIGRATE: 'off' })).toMatchObject({
    code: 78,
    text: expect.stringContaining("run 'cueline archive migrate'"),
  });
});
