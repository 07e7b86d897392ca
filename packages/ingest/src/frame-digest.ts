import { hash } from 'node:crypto';
import { LRUCache } from 'lru-cache';

/** A digest short enough to be kept for every segment of the last minutes: 72 bits. */
export function shortDigest(...parts: readonly string[]): string {
  return hash('sha1', parts.join('\0'), 'base64url').slice(0, 12);
}

/** As long as what was written is remembered. */
const WINDOW_MS = 300_000;
const MAX_FRAMES = 131_072;

/**
 * Names segments that have no id of their own: by their frame's bytes, and by how many times this ingest has heard that very
 * frame in the last minutes. So two ingests that hear the same give the same names, and who says the same twice is heard twice.
 *
 * @param onForgotten called when a frame of the last minutes is forgotten because there are too many
 */
export function createFrameNames(onForgotten: () => void, maxFrames = MAX_FRAMES): (frame: Buffer) => string {
  let counts: LRUCache<string, number> | undefined; // takes room for all its entries at once
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
