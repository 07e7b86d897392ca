import { entryHead, leastCost, scaleDistance, unscaleDistance, type AnchorTable } from './anchor-table.js';
import type { PhraseAnchor, PhraseNeed } from './compiled-phrases.js';
import type { Stand } from './vocabulary.js';

/** Rounding of sums of costs. */
const epsilon = 1e-9;

/** What an unlike word costs, the allowance that it does not earn included. */
const unlikeCost = (distance: number, weight: number, share: number): number =>
  distance === 0 ? 0 : weight * (distance + share);

/** Keeps which words of phrases the speech at hand has, to tell which phrases are worth a try. */
export function createHeardItems({ starts, entries, anchors, allowance }: AnchorTable) {
  // By word: the turn in which it was last heard, so that nothing has to be cleared for the next speech, and how alike.
  const heard = new Int32Array(2 * starts.length);
  let turn = 0;

  function costOfNeed({ items, cost, weight }: PhraseNeed, share: number): number {
    let least = cost;
    for (const item of items) {
      if (heard[2 * item] === turn)
        least = Math.min(least, unlikeCost(unscaleDistance(heard[2 * item + 1] ?? 0), weight, share));
    }
    return least;
  }

  /**
   * Whether a phrase can match where its anchor was heard, going by which of its other words were heard at all, and how
   * alike: the cost of what is missing or unlike must not be more than the whole phrase allows.
   */
  function isPossible({ phrase, edge }: PhraseAnchor, distance: number, speaker: string): boolean {
    if (phrase.speaker !== 'any' && phrase.speaker !== speaker) return false;
    const { slack, options } = phrase;
    let left = slack + epsilon - unlikeCost(distance, edge.weight, options.allowance);
    for (const need of phrase.alsoNeeds) {
      left -= costOfNeed(need, options.allowance);
      if (left < 0) return false;
    }
    return true;
  }

  function noteScaled(item: number, scaled: number): void {
    if (heard[2 * item] === turn && scaled >= (heard[2 * item + 1] ?? 0)) return;
    heard[2 * item] = turn;
    heard[2 * item + 1] = scaled;
  }

  /** Whether of each group a word was heard, and all of these are alike enough. */
  function isEachGroupHeard(entry: number, distance: number): boolean {
    const behind = entry + entryHead + (entries[entry + 1] ?? 0);
    let room = (entries[entry + 2] ?? 0) - leastCost(distance, allowance);
    let least = Infinity;
    for (let at = entry + entryHead; room >= 0 && at < behind; at += 1) {
      const item = entries[at] ?? -1;
      if (item < 0) {
        room -= least;
        least = Infinity;
      } else if (heard[2 * item] === turn) least = Math.min(least, leastCost(heard[2 * item + 1] ?? 0, allowance));
    }
    return room >= 0;
  }

  /** The next phrase worth a try of those that wait for a word: where it is in the table, or -1. */
  function nextPossible(item: number, distance: number, speaker: string, after: number): number {
    const end = starts[item + 1] ?? 0;
    let entry = after < 0 ? (starts[item] ?? 0) : after + entryHead + (entries[after + 1] ?? 0);
    const scaled = scaleDistance(distance);
    while (entry < end) {
      const anchor = isEachGroupHeard(entry, scaled) ? anchors[entries[entry] ?? 0] : undefined;
      if (anchor !== undefined && isPossible(anchor, distance, speaker)) return entry;
      entry += entryHead + (entries[entry + 1] ?? 0);
    }
    return -1;
  }

  function isAnyEntryHeard(item: number, scaled: number): boolean {
    const end = starts[item + 1] ?? 0;
    for (let entry = starts[item] ?? 0; entry < end; entry += entryHead + (entries[entry + 1] ?? 0)) {
      if (isEachGroupHeard(entry, scaled)) return true;
    }
    return false;
  }

  return {
    forgetAll(): void {
      turn = turn < 2 ** 31 - 1 ? turn + 1 : 1;
      if (turn === 1) heard.fill(0);
    },
    note(item: number, distance: number): void {
      noteScaled(item, scaleDistance(distance));
    },
    /** Notes what a word may stand for, from where `packStands` has put it. */
    noteAll(packed: Int32Array, start: number): void {
      const end = start + 1 + 2 * (packed[start] ?? 0);
      for (let at = start + 1; at < end; at += 2) noteScaled(packed[at] ?? 0, packed[at + 1] ?? 0);
    },
    /** Whether some phrase that waits for one of these is worth a try; going by telling words alone, if these are all that was noted. */
    isAnyPossible(packed: Int32Array, start: number, speaker: string, byTellingWords: boolean): boolean {
      const end = start + 1 + 2 * (packed[start] ?? 0);
      for (let at = start + 1; at < end; at += 2) {
        const item = packed[at] ?? 0;
        if (
          byTellingWords
            ? isAnyEntryHeard(item, packed[at + 1] ?? 0)
            : nextPossible(item, unscaleDistance(packed[at + 1] ?? 0), speaker, -1) >= 0
        )
          return true;
      }
      return false;
    },
    nextPossible,
  };
}

/** Lays out what a word may stand for as numbers side by side: how many, then each with how unlike it is. */
export function packStands(stands: readonly Stand[]): number[] {
  return [stands.length, ...stands.flatMap(({ item, distance }) => [item, scaleDistance(distance)])];
}
