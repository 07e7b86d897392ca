import { type FileHandle, mkdir, open, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { completeFile, type FileKind, PART } from './outcome-files.js';

/** A file that is written to is completed after so long: a reader waits no longer for what is in it. */
export const COMPLETE_AFTER_MS = 300_000;

export interface LineWriterContext {
  readonly folder: string;
  readonly kind: FileKind;
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

/** Appends lines to files of one kind, one file after another. */
export function createLineWriter({ folder, kind, replica, maxBytes, now }: LineWriterContext) {
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
    const path = join(folder, `${kind}-${day}-${replica}-${count}.ndjson${PART}`);
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
    /** Resolves when the lines are on the disk; if it fails, none of them is. */
    append: (text: string) => inTurn(() => append(text)),
    /** Completes the open file if it is time. */
    tidy: () =>
      inTurn(async () => {
        if (current !== undefined && isDone(current)) await complete();
      }),
    close: () => inTurn(complete),
  };
}

async function isInPlace({ path, inode }: OpenFile): Promise<boolean> {
  return stat(path).then(
    ({ ino }) => ino === inode,
    () => false,
  );
}
