import { LRUCache } from 'lru-cache';
import type { StoredInteraction } from './plan-update.js';

/*
 * What this matcher wrote of interactions lately, so that it need not read and parse it again. What is remembered of an interaction is
 *
 * | it is | while                                                       | until                                               |
 * | ----- | ----------------------------------------------------------- | --------------------------------------------------- |
 * | right | its state revision and its planned looks are as written:    | anybody changes state, tail or pack, with a new     |
 * |       | `apply.lua` compares both before it writes                  | state revision, or a planned look is requested      |
 * | wrong | it has been changed elsewhere                               | `apply.lua` says so: it is forgotten, and read      |
 * | none  | it has ended, or is about to: what comes then may wait for  | its successor is written                            |
 * |       | its outcome, without anything being written that would tell |                                                     |
 *
 * Nothing rests on it: it saves reading and parsing.
 */

/** What is remembered: what is read, without what changes by itself. */
export type Remembered = Omit<StoredInteraction, 'endFramesUs' | 'watermarkUs'>;

/** Most bytes of all that is remembered, as it is stored: in memory it takes a few times as many. */
const MAX_BYTES = 16 * 1024 * 1024;

export function createMemory(maxBytes = MAX_BYTES) {
  const cache = new LRUCache<string, Remembered>({ maxSize: maxBytes });
  return {
    /** @param key of the interaction's hash */
    recall: (key: string): Remembered | undefined => cache.get(key),
    remember: (key: string, remembered: Remembered): void => {
      if (remembered.known?.state.endedAtUs !== undefined) cache.delete(key);
      else cache.set(key, remembered, { size: sizeOf(remembered) });
    },
    forget: (key: string): void => void cache.delete(key),
  };
}

/** About what a segment takes besides its text: its id and times. */
const SEGMENT_BYTES = 100;

const sizeOf = ({ fields, known }: Remembered): number =>
  1 +
  (fields?.stateBytes ?? 0) +
  (known?.tail.segments ?? []).reduce((sum, { text }) => sum + text.length + SEGMENT_BYTES, 0);
