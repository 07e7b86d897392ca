import { createHash } from 'node:crypto';

/** Names an interaction without its id: what was erased is remembered by it. */
export function idHash(prefix: string, interactionId: string): string {
  return createHash('sha256')
    .update(JSON.stringify([prefix, interactionId]))
    .digest('hex');
}
