import { join, resolve } from 'node:path';

/** `ARCHIVE_URL` of the archive that `cueline up` keeps in a folder. */
export const ownArchive = (folder: string): string => `sqlite:${resolve(join(folder, 'archive.sqlite'))}`;
