import { hash } from 'node:crypto';
import { LRUCache } from 'lru-cache';

/** A digest of 72 bits, short enough to keep for every segment of the last minutes. */
export function shortDigest(...parts: readonly string[]): string {
  return hash('sha1', parts.join('\0'), 'base64url').slice(0, 12);
}

/** As long as `seen` remembers what was written. */
export const WINDOW_MS = 300_000;
const MAX_FRAMES = 131_072;

/**
 * Names segments without an id by their frame or record and by how many times this ingest heard the same frame in the
 * last minutes. So two ingests that hear the same frames give the same names, and a sentence said twice counts twice.
 *
 * @param onForgotten called when a frame of the last minutes is forgotten because there are too many
 */
export function createFrameNames(onForgotten: () => void, maxFrames = MAX_FRAMES): (frame: Buffer | string) => string {
  let counts: LRUCache<string, number> | undefined; // created on first use: it allocates all its slots at once
  return (frame) => {
    counts ??= new LRUCache({
      max: maxFrames,
      ttl: WINDOW_MS,
      dispose: (_count, _digest, reason) => {
        if (reason === 'evict') onForgotten();
      },
    });
    const digest = hash('sha1', frame, 'base64url').slice(0, 16);
    const count = (counts.get(digest) ?? 0) + 1;
    counts.set(digest, count);
    return `${digest}-${count}`;
  };
}
