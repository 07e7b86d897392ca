import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { openStore } from '@cueline/archive';
import { createKeys, InteractionId, partitionOf } from '@cueline/shared';
import { startPostgresServer } from '@cueline/shared/testing';
import { expect, onTestFinished, test } from 'vitest';
import { outcomeEntry } from '../packages/archive/src/store/outcome.fixture.js';
import { countUnarchived, writeOutcome } from './harness/archived.js';
import { askCueline, makeDirectory, runCueline, startCueline } from './harness/cueline-command.js';
import { startProcess } from './harness/cueline-process.js';
import { startRedis } from './harness/redis.js';
import { writeRules } from './harness/rule-file.js';
import { RULES } from './harness/scripted-calls.js';

const keys = createKeys('cueline');

/** Two calls that ended just now, in an archive where `cueline up` keeps it, and in files. */
async function setUp() {
  const [redis, cwd] = await Promise.all([startRedis(), makeDirectory()]);
  await mkdir(join(cwd, '.cueline'));
  const url = `sqlite:${join(cwd, '.cueline/archive.sqlite')}`;
  const folder = join(cwd, 'outcomes');
  const archiver = await startProcess('archive', { ...redis.environment, ARCHIVE_URL: url, ARCHIVE_DIR: folder });
  await archiver.ready();
  const now = Date.now();
  for (const id of ['4711', '4712'])
    await writeOutcome(
      redis.client,
      outcomeEntry(id, { firstHeardAtMs: now - 60_000, lastHeardAtMs: now, endedAtMs: now }),
    );
  for (const group of ['archive', 'archive-files'])
    await expect.poll(() => countUnarchived(redis.client, group)).toBe(0);
  const cueline = (args: string, env: Record<string, string> = {}) =>
    askCueline(args.split(' '), { cwd, env: { ...redis.environment, ...env } });
  /** In a process of its own. */
  const started = (args: string) => runCueline(args.split(' '), { cwd, env: redis.environment });
  return { redis, url, folder, archiver, cueline, started };
}

test("report reads the archive of the 'cueline up' in this folder, as a table, CSV and NDJSON", async () => {
  const { cueline } = await setUp();
  const table = await cueline('report --by rule,skill');
  expect(table.code).toBe(0);
  expect(table.text).toMatch(/^rule +skill +calls +owed +decided +satisfied +late /m);
  expect(table.text).toMatch(/^notice +loans +2 +2 +2 \(100\.0 %\) +2 \(100\.0 %\) +0 /m);
  expect(table.text).toMatch(/^promise +loans +2 +0 +0 +0 /m);
  const csv = await cueline('report --by rule --where agent=Ada --format csv --since 1d');
  expect(csv.text).toMatch(/^rate,2,2,2,1,0,0,0,0,2,1,/m);
  const lines = (await cueline('report --by agent --format ndjson')).text
    .split('\n')
    .filter((line) => line.startsWith('{'));
  expect(lines.map((line): unknown => JSON.parse(line))).toMatchObject([
    { by: { agent: 'Ada' }, calls: 2, prohibited: 2 },
  ]);
  expect(await cueline('report --by rule --where agent=Bob')).toMatchObject({
    code: 0,
    text: expect.stringContaining('no call of that time has agent=Bob'),
  });
  const strange = { code: 1, text: 'no call has an attribute bananas; there are: agent, skill' };
  expect(await cueline('report --by rule,bananas')).toMatchObject(strange);
  expect(await cueline('report --where bananas=1')).toMatchObject(strange);
  expect(await cueline('report --since yesterday')).toMatchObject({
    code: 64,
    text: expect.stringContaining('It should be a length of time such as 30d or 12h, or a day such as 2026-01-31.'),
  });
  expect(await cueline('report --by rule,rule')).toMatchObject({ code: 64 });
  expect(await cueline('report', { REPORT_TIME_ZONE: 'Berlin' })).toMatchObject({
    code: 78,
    text: 'REPORT_TIME_ZONE should be a time zone such as Europe/Berlin',
  });
});

test('forget says what it removed and what it cannot reach, and refuses what goes on or has to stay', async () => {
  const { cueline, started, folder, redis } = await setUp();
  await redis.client.hset(
    keys.interaction(partitionOf(InteractionId.parse('live'), 8), InteractionId.parse('live')),
    'rev',
    '1',
  );
  const files = { ARCHIVE_DIR: folder };
  expect(await cueline('forget 4711 --hold --actor counsel')).toEqual({
    code: 0,
    text: '4711 is now on legal hold: nothing removes it from the archive',
  });
  expect(await cueline('forget 4711', files)).toMatchObject({
    code: 1,
    text: expect.stringMatching(
      /^! 4711 is on legal hold since .* \(counsel\); 'cueline forget 4711 --release' ends that$/,
    ),
  });
  expect(await started('forget 4711 --release')).toMatchObject({ code: 0 });
  const forgotten = await cueline('forget 4711', files);
  expect(forgotten.code).toBe(0);
  expect(forgotten.text).toMatch(/^removed: outcomes 1, archive rows 1, archive lines 1$/m);
  expect(forgotten.text).toMatch(/^- not reached: backups, logs, CXone/m);
  expect(await cueline('inspect 4711')).toMatchObject({ code: 1, text: 'nothing is known of 4711' });
  expect((await cueline('report')).text).toMatch(/^notice +1 /m);
  expect(await cueline('forget --replay', files)).toEqual({
    code: 0,
    text: '0 archive rows removed again\n0 archive lines removed again',
  });
  expect(await cueline('forget live', files)).toMatchObject({
    code: 1,
    text: '! live goes on: wait until it has ended, or add --even-live',
  });
  expect((await cueline('forget live --even-live', files)).text).toMatch(/^removed: interaction 1$/m);
  expect(await cueline('forget x --replay')).toMatchObject({ code: 64 });
});

test('detach gives an archive up, so that outcomes no longer wait for it', async () => {
  const { cueline, started, redis, archiver } = await setUp();
  await archiver.kill();
  await writeOutcome(redis.client, outcomeEntry('later'));
  expect(await countUnarchived(redis.client, 'archive-files')).toBe(1);
  expect(await started('archive detach --sink files')).toMatchObject({ code: 0 });
  expect(await cueline('archive detach --sink files')).toMatchObject({ code: 1 });
  expect(await countUnarchived(redis.client, 'archive-files')).toBeUndefined();
  expect(await countUnarchived(redis.client, 'archive')).toBe(1);
});

test('migrate makes the tables in PostgreSQL for an archiver that may not, and says if it is away', async () => {
  const postgres = await startPostgresServer();
  onTestFinished(() => postgres.stop());
  const cwd = await makeDirectory();
  const env = { ARCHIVE_URL: postgres.urlOf('postgres') };
  const migrate = () => runCueline(['archive', 'migrate'], { cwd, env });
  expect(await runCueline(['report'], { cwd, env })).toMatchObject({
    code: 78,
    text: "the archive's tables are missing or old: run 'cueline archive migrate'",
  });
  const ran = await Promise.all([migrate(), migrate(), migrate()]);
  expect(ran.map(({ text }) => text).toSorted()).toEqual([
    'made: 001-tables, 002-speech, 003-audit-entries, 004-shadow-differences',
    'the tables are up to date',
    'the tables are up to date',
  ]);
  await postgres.kill();
  expect(await migrate()).toMatchObject({ code: 1, text: expect.stringContaining('does not answer (ECONNREFUSED)') });
});

test('up archives the calls that it hears, and report shows them', async () => {
  const cwd = await makeDirectory();
  const env = {
    SIMULATOR_SPEED: '20',
    SIMULATOR_SPREAD: '0',
    END_LINGER_MS: '500',
    RULES_FILE: await writeRules(RULES),
  };
  const up = startCueline(['up', '--simulate'], { cwd, env });
  await up.written(/archive ready/);
  const store = openStore(`sqlite:${join(cwd, '.cueline/archive.sqlite')}`);
  onTestFinished(() => store.close());
  const archived = async () => (await store.db.selectFrom('calls').select('id').execute()).length;
  await expect.poll(archived, { timeout: 60_000 }).toBeGreaterThan(0);
  expect(await runCueline(['report'], { cwd })).toMatchObject({ code: 0, text: expect.stringMatching(/^notice/m) });
});
