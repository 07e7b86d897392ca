import { createHash } from 'node:crypto';
import type { Pack } from './pack.js';

/**
 * Names the content of a pack: 16 hexadecimal digits of the SHA-256 of its JSON with sorted keys. Packs that say the
 * same have the same digest, whichever files they were put together from.
 */
export function packDigest(pack: Pack): string {
  return createHash('sha256').update(JSON.stringify(pack, sortKeys)).digest('hex').slice(0, 16);
}

function sortKeys(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
