import { compressSync, uncompressSync } from 'snappy';

/**
 * Packs a large field of an interaction for Redis: JSON, compressed by Snappy. Recent speech is read and written with
 * each of its segments; deflate would make it smaller, but take much longer. `cueline inspect` shows it.
 */
export function packField(json: string): Buffer {
  return compressSync(json);
}

/**
 * Unpacks what `packField` wrote.
 *
 * @throws Error if it is something else
 */
export function unpackField(field: Buffer): string {
  return uncompressSync(field, { asBuffer: false }).toString();
}
