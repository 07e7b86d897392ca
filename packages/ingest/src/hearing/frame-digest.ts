import { hash } from 'node:crypto';
import { LRUCache } from 'lru-cache';

/** A digest of 72 bits, short enough to keep for every segment of the last minutes. */
export function shortDigest(...parts: readonly string[]): string {
  return hash('sha1', parts.join('\0'), 'base64url').slice(0, 12);
}

/** As long as `seen` remembers what was written. */
export const WINDOW_MS = 300_000;
const MAX_FRAMES = 131_072;

/** While several sockets bring the same frames: how often one was heard before, and how often each has brought it since. */
interface Repeated {
  readonly before: number;
  readonly bySocket: Map<number, number>;
}

/**
 * Names segments without an id by their frame or record and by how many times this ingest heard the same frame in the
 * last minutes. So two ingests that hear the same frames give the same names, and a sentence said twice counts twice.
 *
 * @param onForgotten called when a frame of the last minutes is forgotten because there are too many
 */
export function createFrameNames(onForgotten: () => void, maxFrames = MAX_FRAMES) {
  let counts: LRUCache<string, number> | undefined; // created on first use: it allocates all its slots at once
  let overlap: LRUCache<string, Repeated> | undefined;

  function countOf(digest: string, heard: number, socket: number | undefined): number {
    if (socket === undefined) {
      overlap = undefined;
      return heard + 1;
    }
    overlap ??= new LRUCache({ max: maxFrames });
    const { before, bySocket } = overlap.get(digest) ?? { before: heard, bySocket: new Map<number, number>() };
    const own = (bySocket.get(socket) ?? 0) + 1;
    overlap.set(digest, { before, bySocket: bySocket.set(socket, own) });
    return before + own;
  }
  /** @param socket which of several that bring the same frames */
  return (frame: Buffer | string, socket?: number): string => {
    counts ??= new LRUCache({
      max: maxFrames,
      ttl: WINDOW_MS,
      dispose: (_count, _digest, reason) => {
        if (reason === 'evict') onForgotten();
      },
    });
    const digest = hash('sha1', frame, 'base64url').slice(0, 16);
    const heard = counts.get(digest) ?? 0;
    const count = countOf(digest, heard, socket);
    counts.set(digest, Math.max(heard, count));
    return `${digest}-${count}`;
  };
}
