import type { CompiledPhrases, PhraseAnchor } from './compiled-phrases.js';
import { splitDistance } from './heard-spans.js';

/**
 * Which phrases wait for a word, laid out flat: with thousands of phrases, most of the time would else go into fetching objects
 * from all over memory, only to find that a phrase's other words were not heard.
 */
export interface AnchorTable {
  /** By word, where its entries begin; one more tells where the last end. */
  readonly starts: Int32Array;
  /**
   * For each anchor: its number, how many numbers follow after the next, how much unlike words may cost (scaled), and
   * what its phrase cannot do without besides: groups of words of which one has to be heard, each closed by -1.
   */
  readonly entries: Int32Array;
  readonly anchors: readonly PhraseAnchor[];
  /** The allowance of all phrases, scaled. */
  readonly allowance: number;
  /** By word, 1 if it is an anchor or in a group. */
  readonly telling: Uint8Array;
}

/** So many groups settle most tries. */
const maxGroups = 3;

/** Distances are kept as whole numbers, this many to 1. */
const scale = 1e6;
export const scaleDistance = (distance: number): number => Math.floor(distance * scale);
export const unscaleDistance = (scaled: number): number => scaled / scale;

/** Where a phrase's first group begins in its entry. */
export const entryHead = 3;

/** What unlike words may cost, were all else heard as it is. */
function roomForUnlike({ phrase: { options, slack } }: PhraseAnchor): number {
  return options.unlike ? slack + rounding : 0;
}

const rounding = 1e-5;

/**
 * The least that a word may cost that is so unlike, with the allowance that it does not earn (both scaled). Words that may be taken
 * for others weigh 1 or more; only those heard as two may be small.
 */
export function leastCost(distance: number, allowance: number): number {
  return distance <= heardAsTwo ? 0 : distance + allowance;
}

const heardAsTwo = scaleDistance(splitDistance);

export function createAnchorTable({ items, anchorsOf, allowance }: CompiledPhrases): AnchorTable {
  const starts = new Int32Array(items + 1);
  const telling = new Uint8Array(items);
  const entries: number[] = [];
  const anchors: PhraseAnchor[] = [];
  for (let item = 0; item < items; item += 1) {
    starts[item] = entries.length;
    for (const anchor of anchorsOf(item)) {
      const needs = anchor.phrase.alsoNeeds.filter(({ cost }) => cost === Infinity).slice(0, maxGroups);
      const groups = needs.flatMap((need) => [...need.items, -1]);
      entries.push(anchors.length, groups.length, scaleDistance(roomForUnlike(anchor)), ...groups);
      anchors.push(anchor);
      for (const each of [item, ...groups]) if (each >= 0) telling[each] = 1;
    }
  }
  starts[items] = entries.length;
  return { starts, entries: Int32Array.from(entries), anchors, allowance: scaleDistance(allowance), telling };
}
