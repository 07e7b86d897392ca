import { createReadStream, createWriteStream } from 'node:fs';
import { open, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pipeline } from 'node:stream/promises';
import { dayOfFile, type FileKind, listFiles, PART, writeChecksum } from './outcome-files.js';

/** Whether a line is to be removed. */
export type IsRemoved = (line: string) => boolean;

/** Removes lines from all files of a folder; returns how many. */
export async function removeLines(folder: string, isRemoved: IsRemoved): Promise<number> {
  let removed = 0;
  for (const name of await listFiles(folder)) {
    const file = join(folder, name);
    if (!name.endsWith(PART)) removed += await rewrite(file, isRemoved);
    else {
      removed += await blank(file, isRemoved);
      // completed meanwhile: perhaps with a checksum of what was there before
      const complete = file.slice(0, -PART.length);
      if (!(await exists(file)) && (await exists(complete))) await writeChecksum(complete);
    }
  }
  return removed;
}

/** Writes a complete file anew without some lines, and its checksum. */
async function rewrite(file: string, isRemoved: IsRemoved): Promise<number> {
  let removed = 0;
  for await (const line of linesOf(file)) if (isRemoved(line)) removed += 1;
  if (removed === 0) return 0;
  const draft = `${file}.draft`;
  const kept = async function* (): AsyncGenerator<string> {
    for await (const line of linesOf(file)) if (!isRemoved(line)) yield `${line}\n`;
  };
  await pipeline(kept, createWriteStream(draft, { mode: 0o600, flush: true }));
  await rename(draft, file);
  await writeChecksum(file);
  return removed;
}

/** Makes lines of a file blank in place: an archiver goes on writing behind them. Readers of NDJSON skip blank lines. */
async function blank(file: string, isRemoved: IsRemoved): Promise<number> {
  const content = await readFile(file).catch(ifMissing);
  if (content === undefined) return 0;
  const handle = await open(file, 'r+').catch(ifMissing);
  if (handle === undefined) return 0;
  let removed = 0;
  try {
    for (let from = 0, to = content.indexOf('\n'); to !== -1; from = to + 1, to = content.indexOf('\n', from)) {
      if (!isRemoved(content.toString('utf8', from, to))) continue;
      await handle.write(Buffer.alloc(to - from, ' '), 0, to - from, from);
      removed += 1;
    }
    await handle.datasync();
  } finally {
    await handle.close();
  }
  return removed;
}

/**
 * Removes complete files of a kind, of days that are over for long, with their checksums.
 *
 * @param readKept says of a line whether it has to stay; its whole file then does. Called if there is a file that is old enough
 * @returns how many files
 */
export async function removeExpiredFiles(
  folder: string,
  { kind, beforeMs, readKept }: { kind: FileKind; beforeMs: number; readKept: () => Promise<IsRemoved> },
): Promise<number> {
  let removed = 0;
  let isKept: IsRemoved | undefined;
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

async function hasLine(file: string, isMeant: IsRemoved): Promise<boolean> {
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
