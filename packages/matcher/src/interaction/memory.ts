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

/** An interaction that was heard within this time will be heard again, as far as one can tell. */
const LIVE_US = 60_000_000;

/** @param maxBytes most that all of it takes in memory */
export function createMemory(maxBytes: number) {
  const cache = new LRUCache<string, Remembered>({ maxSize: maxBytes });
  /** Calls speak in turn: if each took the place of another that is live, none would be there when it speaks again. */
  const isInUse = (of: Remembered) => {
    const oldest = cache.rvalues().next().value;
    return oldest !== undefined && lastHeardUs(of) - lastHeardUs(oldest) < LIVE_US;
  };
  return {
    /** @param key of the interaction's hash */
    recall: (key: string): Remembered | undefined => cache.get(key),
    remember: (key: string, remembered: Remembered): void => {
      if (remembered.known?.state.endedAtUs !== undefined) return void cache.delete(key);
      const size = sizeOf(remembered);
      if (cache.has(key) || cache.calculatedSize + size <= maxBytes || !isInUse(remembered))
        cache.set(key, remembered, { size });
    },
    forget: (key: string): void => void cache.delete(key),
  };
}

const lastHeardUs = ({ known }: Remembered): number => known?.state.lastHeardAtUs ?? -Infinity;

/** About what an interaction takes without its state and tail, and a segment of the tail without its id and text (Node 24). */
const INTERACTION_BYTES = 1500;
const SEGMENT_BYTES = 220;
/** How many times its text a state takes. */
const STATE_TIMES = 3;

const sizeOf = ({ fields, known }: Remembered): number =>
  INTERACTION_BYTES +
  STATE_TIMES * (fields?.stateBytes ?? 0) +
  (known?.tail.segments ?? []).reduce(
    (sum, { segmentId, text }) => sum + SEGMENT_BYTES + segmentId.length + text.length,
    0,
  );
