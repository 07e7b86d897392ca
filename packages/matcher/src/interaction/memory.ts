import type { Known } from '@cueline/rules';
import { LRUCache } from 'lru-cache';

/** What a matcher wrote of an interaction, and the state revision that it wrote with it. */
export interface Remembered {
  readonly stateRevision: string;
  readonly pack: string;
  readonly known: Known;
}

/** Most bytes of state and tail, as they are stored, of all that is remembered: in memory they take a few times as many. */
const MAX_BYTES = 16 * 1024 * 1024;

/**
 * What this matcher wrote of interactions lately, so that it need not read and parse it again. It is what is stored for
 * as long as the state revision is the same: whoever changes state, tail or pack gives the interaction a new one.
 */
export function createMemory(maxBytes = MAX_BYTES) {
  const cache = new LRUCache<string, Remembered>({ maxSize: maxBytes });
  return {
    /** @param key of the interaction's hash */
    recall: (key: string): Remembered | undefined => cache.get(key),
    remember: (key: string, remembered: Remembered, bytes: number): void => {
      cache.set(key, remembered, { size: Math.max(1, bytes) });
    },
  };
}
