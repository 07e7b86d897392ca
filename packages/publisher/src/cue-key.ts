import { createHash } from 'node:crypto';

/**
 * Returns a cue's idempotency key: the same for every attempt at it, another for every other cue.
 *
 * @param ordinal how many cues of the interaction came before, so that a reminder of the same items has another key
 */
export function cueKey(interactionId: string, items: readonly string[], ordinal: number): string {
  return createHash('sha256')
    .update(JSON.stringify([interactionId, items, ordinal]))
    .digest('hex')
    .slice(0, 32);
}
