import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { openStore } from '@cueline/archive';
import { startPostgresServer } from '@cueline/shared/testing';
import { pick } from '@cueline/simulator';
import { expect, onTestFinished, test } from 'vitest';
import { outcomeEntry } from '../packages/archive/src/store/outcome.fixture.js';
import { countUnarchived, writeOutcome } from './harness/archived.js';
import { startProcess } from './harness/cueline-process.js';
import { startRedisAsSet } from './harness/redis-modes.js';
import { createTestRandom } from './harness/test-random.js';

const SECONDS = Number(process.env['ARCHIVE_CHAOS_SECONDS'] ?? '5');

test(
  'archivers and PostgreSQL die or freeze again and again: at the end each call is there once, as it was known last',
  { timeout: SECONDS * 1000 + 180_000 },
  async () => {
    const random = createTestRandom();
    const [redis, postgres, folder] = await Promise.all([
      startRedisAsSet(),
      startPostgresServer(),
      mkdtemp(join(tmpdir(), 'cueline-files-')),
    ]);
    onTestFinished(async () => {
      await postgres.stop();
      await rm(folder, { recursive: true });
    });
    const environment = {
      ...redis.environment,
      ARCHIVE_URL: postgres.urlOf('postgres'),
      ARCHIVE_DIR: folder,
      ARCHIVE_CLAIM_IDLE_MS: '500',
      SPEECH_RETENTION: '36500d', // the calls ended in 1970
      LOG_LEVEL: 'warn',
    };
    const archivers = await Promise.all(
      [1, 2].map(() => startProcess('archive', { ...environment, LOG_LEVEL: 'info' })),
    );

    const written = new Map<string, number>();
    const untilMs = performance.now() + SECONDS * 1000;
    const isOn = () => performance.now() < untilMs;
    const write = async () => {
      for (let n = 0; isOn(); n += 1) {
        // every third call falls silent and resumes, once or twice
        const id = `call ${n % 3 === 0 ? n : n - (n % 3) + Math.floor(random() * 3)}`;
        const revision = (written.get(id) ?? 0) + 1;
        await writeOutcome(redis.client, outcomeEntry(id, { revision, lastHeardAtMs: 2_000_000 + revision }), [
          { segmentId: 's', speaker: 'agent', text: `${id}, ${revision}`, heardAtMs: 1, confidence: 1 },
        ]);
        written.set(id, revision);
        await delay(2);
      }
    };
    const breakThings = async () => {
      while (isOn()) {
        await delay(300 + random() * 700);
        const dice = random();
        if (dice < 0.4) await postgres.restart();
        else if (dice < 0.6) {
          await postgres.signal('SIGSTOP');
          await delay(500);
          await postgres.signal('SIGCONT');
        } else await pick(random, archivers).restart();
      }
    };
    await Promise.all([write(), breakThings()]);

    const soon = { timeout: 120_000 };
    await expect.poll(() => countUnarchived(redis.client, 'archive'), soon).toBe(0);
    await expect.poll(() => countUnarchived(redis.client, 'archive-files'), soon).toBe(0);
    const store = openStore(postgres.urlOf('postgres'));
    onTestFinished(() => store.close());
    const calls = await store.db.selectFrom('calls').select(['id', 'interaction_id', 'revision']).execute();
    expect(calls).toHaveLength(written.size);
    expect(new Map(calls.map((call) => [call.interaction_id, call.revision]))).toEqual(written);
    const { verdicts } = await store.db
      .selectFrom('verdicts')
      .select((eb) => eb.fn.countAll<number>().as('verdicts'))
      .executeTakeFirstOrThrow();
    expect(verdicts).toBe(3 * calls.length);

    // and what was said in it; none is left in Redis
    const said = await store.db
      .selectFrom('speech')
      .innerJoin('calls', 'calls.id', 'speech.call_id')
      .select(['interaction_id', 'revision', 'segments'])
      .execute();
    const texts = said.map((row): string => JSON.parse(row.segments)[0].text);
    expect(texts).toEqual(said.map((row) => `${row.interaction_id}, ${row.revision}`));
    expect(said).toHaveLength(written.size);
    await expect.poll(() => redis.client.keys('*:ended-speech'), soon).toEqual([]);

    // none ended by itself
    expect(archivers.flatMap(({ log }) => log.filter(({ level }) => level === 'fatal'))).toEqual([]);

    // a file may have an outcome twice, but has each, and no half of one
    await Promise.all(archivers.map((archiver) => archiver.kill()));
    const inFiles = new Map<string, number>();
    const spoken = new Map<string, number>();
    for (const name of (await readdir(folder)).filter((file) => /\.ndjson(?:\.part)?$/.test(file))) {
      const found = name.startsWith('speech-') ? spoken : inFiles;
      const lines = (await readFile(join(folder, name), 'utf8')).split('\n');
      const torn = lines.pop();
      expect(name.endsWith('.part') || torn === '').toBe(true);
      for (const line of lines) {
        const { interactionId, revision } = JSON.parse(line);
        found.set(interactionId, Math.max(revision, found.get(interactionId) ?? 0));
      }
    }
    expect(inFiles).toEqual(written);
    expect(spoken).toEqual(written);
  },
);
