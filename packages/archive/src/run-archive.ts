import { randomUUID } from 'node:crypto';
import { once, setMaxListeners } from 'node:events';
import { hostname } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import {
  checkRedis,
  createConnections,
  createKeys,
  keepHeartbeat,
  type ProcessContext,
  type ReadinessChecks,
  repeat,
  SettingsError,
  stoppedWhileAway,
  untilAccepted,
} from '@cueline/shared';
import { createActFiles } from './files/act-files.js';
import { parseLine } from './files/archived-line.js';
import { removeExpiredFiles } from './files/edit-files.js';
import { createFilesSink } from './files/files-sink.js';
import { createArchiveMetrics } from './metrics.js';
import type { ArchiveSettings } from './settings.js';
import { legalHolds } from './store/erasures.js';
import { openStore } from './store/open-store.js';
import { storableText } from './store/storable.js';
import { GROUPS } from './stream/sink.js';
import { type Archiver, createGroups, follow } from './follow.js';
import { runDatabase } from './run-database.js';

const ACTS_EVERY_MS = 5_000;
const TIDY_EVERY_MS = 60_000;
const MEASURE_MS = 5_000;
const DEAD_LETTERS_REMEDY =
  "'cueline archive dead-letters' lists each with its reason, and puts them back or drops them.";
const EXPIRE_EVERY_MS = 600_000;
const BYTES_PER_MB = 1_048_576;
/** The part of `SHUTDOWN_TIMEOUT` after which a sink that hangs is left alone: what it has not committed stays pending. */
const PATIENCE = 0.5;

/** Wires the archiver together and runs it until told to stop. */
export async function runArchive(context: ProcessContext<ArchiveSettings>): Promise<void> {
  const { settings, log, metrics: registry, checks, signal } = context;
  const { ARCHIVE_URL: url, ARCHIVE_DIR: folder } = settings;
  if (url === undefined && folder === undefined)
    throw new SettingsError(['ARCHIVE_URL is required, or ARCHIVE_DIR: where outcomes are kept']);
  setMaxListeners(0, signal);
  const metrics = createArchiveMetrics(registry);
  const prefix = settings.KEY_PREFIX;
  const keys = createKeys(prefix);
  const connections = createConnections(settings, log);
  const redis = connections.open('commands');
  const endHeartbeat = keepHeartbeat({ ...context, redis, keys });
  const replica = `${hostname()}-${process.pid}-${randomUUID().slice(0, 8)}`;
  const sinks = [
    ...(url === undefined ? [] : [{ name: 'database', run: (of: Archiver) => runDatabase(of, url) } as const]),
    ...(folder === undefined ? [] : [{ name: 'files', run: (of: Archiver) => runFiles(of, folder) } as const]),
  ];

  const work = async () => {
    const check = () => checkRedis({ ...context, redis, prefix, partitions: settings.PARTITIONS });
    const { partitions: PARTITIONS, keys: placed } = await untilAccepted(check, { log, signal });
    const archiver: Archiver = {
      settings: { ...settings, PARTITIONS },
      log,
      checks,
      signal,
      redis,
      keys: placed,
      replica,
      metrics,
    };
    // First of all: from now on matchers keep outcomes until they are archived.
    const groups = sinks.map((sink) => GROUPS[sink.name]);
    await untilAccepted(() => createGroups(archiver, groups), { log, signal });
    // Side by side: a database that is away must not keep files from being written.
    await Promise.all([...sinks.map(({ run }) => run(archiver)), warnOfDeadLetters(archiver, context.warnings)]);
  };
  for (const sink of sinks) checks.set(sink.name, () => 'it has not begun yet');
  try {
    await Promise.race([work(), stoppedWhileAway(redis, signal), patience(signal, settings.SHUTDOWN_TIMEOUT)]);
  } finally {
    await endHeartbeat();
    connections.close();
  }
}

/** Follows how many outcomes could not be archived, for `cueline status`. */
async function warnOfDeadLetters({ settings, redis, keys, log, signal }: Archiver, warnings: ReadinessChecks) {
  let dead = 0;
  warnings.set('archive-dead', () =>
    dead === 0
      ? undefined
      : {
          reason: dead === 1 ? '1 outcome could not be archived' : `${dead} outcomes could not be archived`,
          remedy: DEAD_LETTERS_REMEDY,
        },
  );
  const partitions = Array.from({ length: settings.PARTITIONS }, (_, partition) => partition);
  const measure = async () => {
    const counts = await Promise.all(partitions.map((partition) => redis.xlen(keys.archiveDead(partition))));
    dead = counts.reduce((sum, count) => sum + count, 0);
  };
  const onError = (err: unknown) => log.warn({ err }, 'dead letters of the archive could not be counted');
  await repeat({ everyMs: MEASURE_MS, step: measure, signal, onError });
}

/** Resolves a while after the process was told to stop. */
async function patience(signal: AbortSignal, timeoutMs: number): Promise<void> {
  if (!signal.aborted) await once(signal, 'abort');
  await delay(timeoutMs * PATIENCE, undefined, { ref: false });
}

async function runFiles(archiver: Archiver, folder: string): Promise<void> {
  const { settings, redis, keys, replica } = archiver;
  const { KEY_PREFIX: prefix, ARCHIVE_CLAIM_IDLE_MS: claimIdleMs } = settings;
  const sink = createFilesSink({
    folder,
    prefix,
    replica,
    maxBytes: settings.ARCHIVE_FILE_MB * BYTES_PER_MB,
    now: Date.now,
  });
  const acts = createActFiles({ redis, keys, prefix, consumer: replica, claimIdleMs, files: sink });
  await follow(archiver, sink, [
    { everyMs: ACTS_EVERY_MS, step: acts.step },
    { everyMs: claimIdleMs / 2, step: acts.claim },
    { everyMs: TIDY_EVERY_MS, step: sink.tidy },
    { everyMs: EXPIRE_EVERY_MS, step: () => expireFiles(archiver, folder) },
  ]);
  await sink.close();
}

/** Removes files that are too old, but for those with a call on legal hold. */
async function expireFiles({ settings, metrics }: Archiver, folder: string): Promise<void> {
  const { ARCHIVE_RETENTION = Infinity, SPEECH_RETENTION, ARCHIVE_URL, KEY_PREFIX: prefix } = settings;
  const readKept = async () => {
    const held = ARCHIVE_URL === undefined ? new Set<string>() : await readLegalHolds(ARCHIVE_URL, prefix);
    return (line: string) => held.has(storableText(parseLine(line)?.interactionId ?? ''));
  };
  for (const [kind, retentionMs] of [
    ['outcomes', ARCHIVE_RETENTION],
    ['speech', Math.min(ARCHIVE_RETENTION, SPEECH_RETENTION)],
  ] as const) {
    const removed = await removeExpiredFiles(folder, { kind, beforeMs: Date.now() - retentionMs, readKept });
    metrics.expired.inc({ what: 'files' }, removed);
  }
}

async function readLegalHolds(url: string, prefix: string): Promise<Set<string>> {
  const store = openStore(url);
  try {
    return await legalHolds(store.db, prefix);
  } finally {
    await store.close();
  }
}
