import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';

/** A file that is still written to. Without it the file is complete, and its checksum stands beside it. */
export const PART = '.part';
/** What the lines of a file hold. */
export type FileKind = 'outcomes' | 'speech' | 'audit';
/** A file of a kind, complete or not: `outcomes-2026-11-28-<replica>-1.ndjson`. */
const IS_ARCHIVED = /^(outcomes|speech|audit)-(\d{4}-\d\d-\d\d)-.+\.ndjson(?:\.part)?$/;

/** The day of a file of a kind, as ms since the Unix epoch; undefined if it is none. */
export function dayOfFile(name: string, kind: FileKind): number | undefined {
  const [, found, day] = IS_ARCHIVED.exec(name) ?? [];
  return found === kind && day !== undefined ? Date.parse(day) : undefined;
}

const NEWLINE = 0x0a;
const CHUNK_BYTES = 64 * 1024;

/** Names of the files of all kinds in a folder; none if there is no such folder. */
export async function listFiles(folder: string): Promise<string[]> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  return (await readdir(folder)).filter((name) => IS_ARCHIVED.test(name)).toSorted();
}

/** Completes a file: cuts off a last line that a crash has torn, gives it its name, and writes its checksum. An empty one goes. */
export async function completeFile(part: string): Promise<void> {
  if ((await cutTornLine(part)) === 0) return rm(part);
  const name = part.slice(0, -PART.length);
  await rename(part, name);
  await writeChecksum(name);
}

/** Writes `<file>.sha256`, as `sha256sum -c` reads it. */
export async function writeChecksum(file: string): Promise<void> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  const name = file.slice(file.lastIndexOf('/') + 1);
  const draft = `${file}.sha256.${process.pid}.draft`;
  await writeFile(draft, `${hash.digest('hex')}  ${name}\n`, { mode: 0o600 });
  await rename(draft, `${file}.sha256`);
}

/**
 * Completes the files that archivers left behind when they were killed: nobody has written to them for a while. Also writes
 * checksums that are missing, since the disk was full then.
 */
export async function completeAbandoned(
  folder: string,
  { unwrittenMs, nowMs }: { unwrittenMs: number; nowMs: number },
): Promise<number> {
  let completed = 0;
  for (const name of await listFiles(folder)) {
    const file = join(folder, name);
    try {
      if (nowMs - (await stat(file)).mtimeMs < unwrittenMs) continue;
      if (name.endsWith(PART)) await completeFile(file);
      else if (existsSync(`${file}.sha256`)) continue;
      else await writeChecksum(file);
      completed += 1;
    } catch (error) {
      // another archiver was quicker
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
    }
  }
  return completed;
}

/** @returns how many bytes are left */
async function cutTornLine(file: string): Promise<number> {
  const handle = await open(file, 'r+');
  try {
    const { size } = await handle.stat();
    const chunk = Buffer.alloc(CHUNK_BYTES);
    let end = size;
    for (let kept = false; !kept && end > 0;) {
      const from = Math.max(0, end - CHUNK_BYTES);
      const { bytesRead } = await handle.read(chunk, 0, end - from, from);
      const lastBreak = chunk.subarray(0, bytesRead).lastIndexOf(NEWLINE);
      kept = lastBreak !== -1;
      end = kept ? from + lastBreak + 1 : from;
    }
    if (end < size) await handle.truncate(end);
    return end;
  } finally {
    await handle.close();
  }
}
