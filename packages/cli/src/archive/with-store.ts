import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { archiveSettings, openStore, type Store, StoreVersionError } from '@cueline/archive';
import { errorCode, readSettings, redisSettings, SettingsError } from '@cueline/shared';
import { z } from 'zod';
import { CommandError } from '../host/command-error.js';
import { ExitCode } from '../host/exit-code.js';
import { dataFolder } from '../redis/data-folder.js';
import { ownArchive } from '../redis/own-archive.js';

const Settings = z.object({ KEY_PREFIX: redisSettings.KEY_PREFIX, ...archiveSettings });
export type ArchiveSettings = z.infer<typeof Settings>;
/** Reports may take long; nothing else waits for them. */
const QUERY_TIMEOUT_MS = 600_000;

/**
 * The settings of the archive; a database that `cueline up` keeps here is used if none is named.
 *
 * @throws CommandError if one is wrong
 */
export function readArchiveSettings(env: NodeJS.ProcessEnv): ArchiveSettings {
  try {
    const settings = readSettings(Settings, env);
    const isHere = settings.ARCHIVE_URL === undefined && existsSync(join(dataFolder, 'archive.sqlite'));
    return isHere ? { ...settings, ARCHIVE_URL: ownArchive(dataFolder) } : settings;
  } catch (error) {
    if (error instanceof SettingsError) throw new CommandError(ExitCode.configuration, error.message, { cause: error });
    throw error;
  }
}

/**
 * Opens the archive's database and calls `use`.
 *
 * @throws CommandError if none is set, or it cannot be used
 */
export async function withStore<T>(
  env: NodeJS.ProcessEnv,
  use: (store: Store, settings: ArchiveSettings) => Promise<T>,
): Promise<T> {
  const settings = readArchiveSettings(env);
  const { ARCHIVE_URL: url } = settings;
  if (url === undefined) {
    const message = "ARCHIVE_URL is required: where the archive is; or run it where 'cueline up' runs";
    throw new CommandError(ExitCode.configuration, message);
  }
  const store = openStore(url, { queryTimeoutMs: QUERY_TIMEOUT_MS });
  try {
    return await use(store, settings);
  } catch (error) {
    if (error instanceof StoreVersionError)
      throw new CommandError(ExitCode.configuration, error.message, { cause: error });
    if (error instanceof Error && errorCode(error) === 'ERR_SQLITE_ERROR')
      throw new CommandError(ExitCode.foundWrong, `the archive cannot be used: ${error.message}`, { cause: error });
    if (isAway(error))
      throw new CommandError(ExitCode.foundWrong, `the database of the archive does not answer (${errorCode(error)})`, {
        cause: error,
      });
    throw error;
  } finally {
    await store.close();
  }
}

/** Errors of the network, and those by which PostgreSQL lets nobody in (SQLSTATE 08, 28, 3D, 53, 57). */
const AWAY = /^(?:E[A-Z]+|08...|28...|3D...|53...|57...)$/;

const isAway = (error: unknown): boolean => AWAY.test(errorCode(error) ?? '') && !errorCode(error)?.startsWith('ERR_');
