import { createHash } from 'node:crypto';

/**
 * Returns a cue's idempotency key: the same for every attempt at it, another for every other cue.
 *
 * @param interaction its id, and how many interactions had it before
 * @param ordinal how many cues of the interaction came before, so that a reminder of the same items has another key
 */
export function cueKey(
  { interactionId, reuse }: { interactionId: string; reuse: number },
  items: readonly string[],
  ordinal: number,
): string {
  return createHash('sha256')
    .update(JSON.stringify([interactionId, items, ordinal, ...(reuse === 0 ? [] : [reuse])]))
    .digest('hex')
    .slice(0, 32);
}
