import { readdir, stat } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import { errorCode } from '@cueline/shared';
import { TranscriptError } from './transcript-error.js';

export interface ListedFile {
  readonly path: string;
  /** Names the calls of files that do not name them. */
  readonly callName: string;
  /** Whether it was named itself, and not only its folder: then it must hold calls. */
  readonly isNamed: boolean;
}

/**
 * The files that are meant by these paths: files, and all files in folders and theirs but hidden ones, in the order of their names.
 *
 * @throws TranscriptError
 */
export async function listFiles(paths: readonly string[]): Promise<ListedFile[]> {
  return (await Promise.all(paths.map(filesAt))).flat();
}

async function filesAt(path: string): Promise<ListedFile[]> {
  try {
    if (!(await stat(path)).isDirectory()) return [{ path, callName: callNameOf(basename(path)), isNamed: true }];
    const entries = await readdir(path, { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
      .map((entry) => join(entry.parentPath, entry.name))
      .toSorted()
      .map((file) => ({ path: file, callName: callNameOf(relative(path, file)), isNamed: false }));
  } catch (cause) {
    throw new TranscriptError(`${path} cannot be read (${errorCode(cause) ?? 'unreadable'})`, { cause });
  }
}

/** A file's name without what says its format: `c-1` for `c-1.vtt` and for `c-1.json.gz`. */
const callNameOf = (file: string) => file.replace(/(?<=[^/])(\.(?!\d+$)\w{1,6})?(\.gz)?$/i, '');
