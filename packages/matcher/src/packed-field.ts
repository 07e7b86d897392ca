import { compressSync, uncompressSync } from 'snappy';
import { z } from 'zod';

/** A field of a hash, as bytes: those that are packed are no text. */
export const PackedField = z.instanceof(Buffer);
export const TextField = PackedField.transform(String);

/**
 * How a large field of an interaction lies in Redis: JSON, compressed by Snappy. Recent speech is written and read with each of its segments;
 * deflated it would be smaller, and take much longer. `cueline inspect` shows it.
 */
export function packField(json: string): Buffer {
  return compressSync(json);
}

/**
 * Reads what `packField` wrote.
 * @throws Error where it is something else
 */
export function unpackField(field: Buffer): string {
  return uncompressSync(field, { asBuffer: false }).toString();
}
