import { setMaxListeners } from 'node:events';
import { openStore, type Store, StoreVersionError } from '@cueline/archive';
import {
  createConnections,
  createKeys,
  keepHeartbeat,
  nameReplica,
  type ProcessContext,
  readPageFiles,
  readVersion,
  stoppedWhileAway,
  untilAccepted,
} from '@cueline/shared';
import { createTasks } from './analysis/run-task.js';
import { createAudit } from './acts/audit.js';
import { createAccess } from './access/create-access.js';
import { createApp } from './server/create-app.js';
import { createReader } from './server/reader.js';
import { HttpError } from './server/route.js';
import { createRoutes } from './server/routes.js';
import { createViewers } from './server/viewers.js';
import { createConsoleMetrics } from './metrics.js';
import type { ConsoleSettings } from './settings.js';

/** Wires the console together and runs it until told to stop. */
export async function runConsole(context: ProcessContext<ConsoleSettings>): Promise<void> {
  const { settings, log, metrics: registry, checks, signal, serve } = context;
  const { KEY_PREFIX: prefix } = settings;
  setMaxListeners(0, signal);
  const keys = createKeys(prefix);
  const connections = createConnections(settings, log);
  const redis = connections.open('commands');
  const access = createAccess(settings, { redis, keys });
  const replica = nameReplica(context.name);
  const endHeartbeat = keepHeartbeat({ ...context, redis, keys, replica });
  const viewers = createViewers();
  const metrics = createConsoleMetrics(registry, viewers.count);
  const archive = createArchive(settings);

  const work = async () => {
    const layout = { redis, prefix, partitions: settings.PARTITIONS, isReader: true, log, signal };
    const { epoch, partitions } = await untilAccepted(() => context.layout.enter(layout), { log, signal });
    const pipeline = { redis, prefix, epoch, partitions };
    const { REPORT_TIME_ZONE: timeZone, ARCHIVE_DIR: folder } = settings;
    const reader = createReader({ pipeline, viewers, openStore: () => archive.open(), timeZone, metrics, log, signal });
    redis.on('ready', reader.restart);
    const parts = {
      settings,
      version: readVersion(),
      reader,
      viewers,
      audit: createAudit({ redis, keys }),
      access,
      tasks: createTasks(),
      log,
      performing: { pipeline, openStore: () => archive.open(), folder },
    };
    const app = createApp({
      routes: createRoutes(parts),
      access,
      base: settings.CONSOLE_URL?.path,
      page: readPageFiles(new URL('page/', import.meta.url), settings.CONSOLE_URL?.path),
      metrics: registry,
      checks,
      log,
    });
    serve(app.fetch);
    checks.delete('console');
    await reader.run();
  };
  checks.set('console', () => 'it has not begun yet');
  try {
    await Promise.race([work(), stoppedWhileAway(redis, signal)]);
  } finally {
    viewers.close();
    await endHeartbeat();
    await archive.close();
    connections.close();
  }
}

/** The archive's database. */
function createArchive({ ARCHIVE_URL: url }: ConsoleSettings) {
  let opened: Store | undefined;
  return {
    /**
     * @returns undefined if there is none
     * @throws HttpError if it does not answer, or has no tables yet
     */
    async open(): Promise<Store | undefined> {
      if (url === undefined) return undefined;
      const store = opened ?? openStore(url);
      try {
        await store.check();
        opened = store;
        return store;
      } catch (error) {
        if (opened === undefined) await store.close();
        const why = error instanceof StoreVersionError ? error.message : "the archive's database does not answer";
        throw new HttpError(503, 'unavailable', why);
      }
    },
    close: async () => opened?.close(),
  };
}
