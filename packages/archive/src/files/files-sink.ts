import { type FileHandle, mkdir, open, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { GROUPS, type ReadOutcome, type Sink } from '../stream/sink.js';
import { completeAbandoned, completeFile, PART } from './outcome-files.js';

/** A file that is written to is completed after so long: a reader waits no longer for what is in it. */
const COMPLETE_AFTER_MS = 300_000;
/** A file of an archiver that is gone has not been written to for so long. */
const ABANDONED_MS = 2 * COMPLETE_AFTER_MS;

export interface FilesSinkContext {
  readonly folder: string;
  readonly prefix: string;
  /** This archiver's name, part of the names of its files. */
  readonly replica: string;
  readonly maxBytes: number;
  /** In ms since the Unix epoch. */
  readonly now: () => number;
}

interface OpenFile {
  readonly path: string;
  readonly handle: FileHandle;
  readonly inode: number;
  readonly day: string;
  readonly openedAtMs: number;
  bytes: number;
}

/**
 * Appends outcomes to NDJSON files, a line each. An outcome may be there twice, after a crash: `prefix`, `interactionId`,
 * `revision` and `outcome.firstHeardAtMs` tell.
 */
export function createFilesSink({ folder, prefix, replica, maxBytes, now }: FilesSinkContext) {
  let current: OpenFile | undefined;
  let count = 0;
  /** Writers take turns: partitions share the file. */
  let turn: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const result = turn.then(work, work);
    turn = result.catch(() => undefined);
    return result;
  };
  const dayNow = () => new Date(now()).toISOString().slice(0, 10);

  async function complete(): Promise<void> {
    const file = current;
    if (file === undefined) return;
    current = undefined;
    await file.handle.close();
    if (await isInPlace(file)) await completeFile(file.path);
  }

  const isDone = ({ bytes, day, openedAtMs }: OpenFile) =>
    bytes >= maxBytes || day !== dayNow() || now() - openedAtMs >= COMPLETE_AFTER_MS;

  async function fileToWrite(): Promise<OpenFile> {
    // After a long freeze another archiver may have completed it.
    if (current !== undefined && (isDone(current) || !(await isInPlace(current)))) await complete();
    return (current ??= await begin());
  }

  async function begin(): Promise<OpenFile> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const day = dayNow();
    count += 1;
    const path = join(folder, `outcomes-${day}-${replica}-${count}.ndjson${PART}`);
    const handle = await open(path, 'ax', 0o600);
    return { path, handle, inode: (await handle.stat()).ino, day, openedAtMs: now(), bytes: 0 };
  }

  async function append(text: string): Promise<void> {
    const file = await fileToWrite();
    try {
      await file.handle.appendFile(text);
      await file.handle.datasync();
    } catch (error) {
      // Half of it may be there, as on a full disk: it must not become the beginning of another line.
      await file.handle.truncate(file.bytes).catch(() => complete().catch(() => undefined));
      throw error;
    }
    file.bytes += Buffer.byteLength(text);
    if (!(await isInPlace(file))) throw new Error('the file was completed while it was written to');
  }

  return {
    name: 'files',
    group: GROUPS.files,
    async write(outcomes: readonly ReadOutcome[]): Promise<number> {
      const lines = outcomes.map(({ entry }) => `${JSON.stringify({ v: 1, prefix, ...entry })}\n`);
      await inTurn(() => append(lines.join('')));
      return outcomes.length;
    },
    reasonAgainst: () => undefined,
    /** Completes the open file if it is time, and what archivers that are gone have left. */
    tidy: () =>
      inTurn(async () => {
        if (current !== undefined && isDone(current)) await complete();
        await completeAbandoned(folder, { unwrittenMs: ABANDONED_MS, nowMs: now() });
      }),
    close: () => inTurn(complete),
  } satisfies Sink & Record<string, unknown>;
}
export type FilesSink = ReturnType<typeof createFilesSink>;

async function isInPlace({ path, inode }: OpenFile): Promise<boolean> {
  return stat(path).then(
    ({ ino }) => ino === inode,
    () => false,
  );
}
