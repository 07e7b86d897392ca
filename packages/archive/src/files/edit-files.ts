import { createReadStream, createWriteStream } from 'node:fs';
import { open, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pipeline } from 'node:stream/promises';
import { dayOfFile, type FileKind, listFiles, PART, writeChecksum } from './outcome-files.js';

/** What becomes of a line: itself, another that is no longer with the spaces behind it, or '' if it is to be removed. */
export type EditLine = (line: string) => string;

/** Removes and changes lines of all files of a folder; returns how many. */
export async function editLines(folder: string, edit: EditLine): Promise<number> {
  let edited = 0;
  for (const name of await listFiles(folder)) {
    const file = join(folder, name);
    if (!name.endsWith(PART)) edited += await rewrite(file, edit);
    else {
      edited += await overwrite(file, edit);
      // completed meanwhile: perhaps with a checksum of what was there before
      const complete = file.slice(0, -PART.length);
      if (!(await exists(file)) && (await exists(complete))) await writeChecksum(complete);
    }
  }
  return edited;
}

/** Writes a complete file anew with lines edited, and its checksum. */
async function rewrite(file: string, edit: EditLine): Promise<number> {
  let edited = 0;
  for await (const line of linesOf(file)) if (edit(line) !== line) edited += 1;
  if (edited === 0) return 0;
  const draft = `${file}.draft`;
  const kept = async function* (): AsyncGenerator<string> {
    for await (const line of linesOf(file)) {
      const now = edit(line);
      if (now !== '') yield `${now}\n`;
    }
  };
  await pipeline(kept, createWriteStream(draft, { mode: 0o600, flush: true }));
  await rename(draft, file);
  await writeChecksum(file);
  return edited;
}

/** Edits lines of a file in place: an archiver goes on writing behind them. Readers of NDJSON skip blank lines, and spaces. */
async function overwrite(file: string, edit: EditLine): Promise<number> {
  const content = await readFile(file).catch(ifMissing);
  if (content === undefined) return 0;
  const handle = await open(file, 'r+').catch(ifMissing);
  if (handle === undefined) return 0;
  let edited = 0;
  try {
    for (let from = 0, to = content.indexOf('\n'); to !== -1; from = to + 1, to = content.indexOf('\n', from)) {
      const line = content.toString('utf8', from, to);
      const now = edit(line);
      if (now === line) continue;
      const bytes = Buffer.alloc(to - from, ' ');
      bytes.write(now);
      await handle.write(bytes, 0, to - from, from);
      edited += 1;
    }
    await handle.datasync();
  } finally {
    await handle.close();
  }
  return edited;
}

type IsMeant = (line: string) => boolean;

/**
 * Removes complete files of a kind, of days that are over for long, with their checksums.
 *
 * @param readKept says of a line whether it has to stay; its whole file then does. Called if there is a file that is old enough
 * @returns how many files
 */
export async function removeExpiredFiles(
  folder: string,
  { kind, beforeMs, readKept }: { kind: FileKind; beforeMs: number; readKept: () => Promise<IsMeant> },
): Promise<number> {
  let removed = 0;
  let isKept: IsMeant | undefined;
  for (const name of await listFiles(folder)) {
    const file = join(folder, name);
    const dayMs = dayOfFile(name, kind) ?? Infinity;
    if (name.endsWith(PART) || dayMs + 86_400_000 > beforeMs) continue;
    isKept ??= await readKept();
    if (await hasLine(file, isKept)) continue;
    await rm(file, { force: true });
    await rm(`${file}.sha256`, { force: true });
    removed += 1;
  }
  return removed;
}

async function hasLine(file: string, isMeant: IsMeant): Promise<boolean> {
  for await (const line of linesOf(file)) if (isMeant(line)) return true;
  return false;
}

/** The lines of a file, one at a time: a file may be large. */
const linesOf = (file: string): AsyncIterable<string> =>
  createInterface({ input: createReadStream(file), crlfDelay: Infinity });

const exists = (file: string): Promise<boolean> =>
  stat(file).then(
    () => true,
    () => false,
  );

function ifMissing(error: unknown): undefined {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
  throw error;
}
