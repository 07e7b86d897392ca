import { createHash } from 'node:crypto';
import { storableText } from './storable.js';

/** Names an interaction without its id: what was erased is remembered by it. */
export function idHash(prefix: string, interactionId: string): string {
  return createHash('sha256')
    .update(JSON.stringify([prefix, storableText(interactionId)]))
    .digest('hex');
}
