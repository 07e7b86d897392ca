import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { readArchiveSettings, withStore } from '../archive/with-store.js';
import { errorCode } from '@cueline/shared';
import { CommandError } from '../host/command-error.js';
import { type Diagnosis, fail, ok, warn } from './diagnosis.js';

/** Whether the archive's database and folder can be used. */
export async function checkArchive(env: NodeJS.ProcessEnv): Promise<Diagnosis> {
  try {
    const { ARCHIVE_URL: url, ARCHIVE_DIR: folder } = readArchiveSettings(env);
    if (url === undefined && folder === undefined)
      return warn('archive', {
        reason: 'there is none: outcomes are kept for OUTCOME_RETENTION only',
        remedy: 'Set ARCHIVE_URL or ARCHIVE_DIR and start `cueline archive`, if reports are wanted.',
      });
    if (folder !== undefined) await access(folder, constants.W_OK);
    if (url === undefined) return ok('archive', `files in ${folder}`);
    const kind = await withStore(env, async (store) => {
      await store.check();
      return store.kind;
    });
    return ok('archive', `${kind} answers, and has the tables${folder === undefined ? '' : `; files in ${folder}`}`);
  } catch (error) {
    if (error instanceof CommandError)
      return fail('archive', { reason: error.message, remedy: 'Check ARCHIVE_URL, and that the database runs.' });
    const code = errorCode(error);
    if (code === undefined) throw error;
    return fail('archive', {
      reason: `ARCHIVE_DIR cannot be written (${code})`,
      remedy: 'Make the folder, or let this user write it.',
    });
  }
}
