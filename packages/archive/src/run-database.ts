import { setTimeout as delay } from 'node:timers/promises';
import { backoffMs, type BackoffPolicy, createTrouble, SettingsError } from '@cueline/shared';
import { type Archiver, type Chore, describe, follow } from './follow.js';
import { archiveAudit } from './store/archive-audit.js';
import { replayErasures } from './store/erasures.js';
import { openStore, type Store, StoreVersionError } from './store/open-store.js';
import { removeExpired, removeSpeech, removeWords } from './store/retention.js';
import { createStoreSink } from './store/store-sink.js';

const RETRY: BackoffPolicy = { firstMs: 100, maxMs: 5_000, jitter: 0.5 };

/** Archives in the database until told to stop. */
export async function runDatabase(archiver: Archiver, url: string): Promise<void> {
  const { settings, log, redis, keys } = archiver;
  const store = openStore(url, {
    onError: (error) => log.debug({ error: describe(error) }, 'a connection to the database broke'),
  });
  await untilPrepared(store, archiver);
  const sink = createStoreSink({
    store,
    prefix: settings.KEY_PREFIX,
    readPack: (digest) => redis.hget(keys.packs, digest),
    now: Date.now,
  });
  await follow(archiver, sink, choresOf(store, archiver));
  await store.close();
}

const CHORES_EVERY_MS = 600_000;
const AUDIT_EVERY_MS = 5_000;

/** What is done now and then: erasures are replayed, and what is too old is removed. */
function choresOf(store: Store, { settings, redis, keys, metrics }: Archiver): Chore[] {
  const { KEY_PREFIX: prefix, ARCHIVE_RETENTION, EVIDENCE_RETENTION, SPEECH_RETENTION } = settings;
  const expire = async (
    what: 'calls' | 'words' | 'speech',
    retentionMs: number | undefined,
    remove: typeof removeExpired,
  ) => {
    if (retentionMs === undefined) return;
    const removed = await remove(store.db, { prefix, beforeMs: Date.now() - retentionMs });
    metrics.expired.inc({ what }, removed);
  };
  const steps = [
    () => replayErasures(store.db, { redis, keys, prefix }),
    () => expire('calls', ARCHIVE_RETENTION, removeExpired),
    () => expire('words', EVIDENCE_RETENTION, removeWords),
    () => expire('speech', SPEECH_RETENTION, removeSpeech),
  ];
  const audit = { everyMs: AUDIT_EVERY_MS, step: () => archiveAudit(store.db, { redis, keys, prefix }) };
  return [audit, ...steps.map((step) => ({ everyMs: CHORES_EVERY_MS, step }))];
}

/**
 * Makes or checks the tables; tries again while the database is away.
 *
 * @throws SettingsError if this version cannot use the database
 */
async function untilPrepared(store: Store, { settings, checks, log, signal }: Archiver): Promise<void> {
  const trouble = createTrouble({ log, over: 'the database answers' });
  for (let failures = 0; ; failures += 1) {
    try {
      if (settings.ARCHIVE_MIGRATE === 'on') await store.migrate();
      await store.check();
      trouble.end(store);
      return;
    } catch (error) {
      if (error instanceof StoreVersionError) throw new SettingsError([`ARCHIVE_URL: ${error.message}`]);
      const reason = `the database does not answer (${describe(error)})`;
      checks.set('database', () => reason);
      if (trouble.begin(store, reason)) log.error({ err: error }, 'the database does not answer, trying again');
      await delay(backoffMs(failures, RETRY, Math.random), undefined, { signal });
    }
  }
}
