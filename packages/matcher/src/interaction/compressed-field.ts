import { compressSync, uncompressSync } from 'snappy';

/**
 * Compresses a large field of an interaction for Redis: JSON, by Snappy. The tail is read and written with each of its
 * segments; deflate would make it smaller, but take much longer. `cueline inspect` shows it.
 */
export function compressField(json: string): Buffer {
  return compressSync(json);
}

/**
 * Decompresses what `compressField` wrote.
 *
 * @throws Error if it is something else
 */
export function decompressField(field: Buffer): string {
  return uncompressSync(field, { asBuffer: false }).toString();
}
