import type { AnchorTable } from './anchor-table.js';
import type { PhraseAnchor, PhraseNeed } from './compiled-phrases.js';
import type { Stand } from './vocabulary.js';

/** Rounding of sums of costs. */
const epsilon = 1e-9;

/** Distances are kept as whole numbers, this many to 1. */
const scale = 1e6;

/** What an unlike word costs, the allowance that it does not earn included. */
const unlikeCost = (distance: number, weight: number, allowance: number): number =>
  distance === 0 ? 0 : weight * (distance + allowance);

/** Keeps which words of phrases the speech at hand has, to tell which phrases are worth a try. */
export function createHeardItems({ starts, entries, anchors }: AnchorTable) {
  // By word: the turn in which it was last heard, so that nothing has to be cleared for the next speech, and how alike.
  const heard = new Int32Array(2 * starts.length);
  let turn = 0;

  function costOfNeed({ items, cost, weight }: PhraseNeed, allowance: number): number {
    let least = cost;
    for (const item of items) {
      if (heard[2 * item] === turn)
        least = Math.min(least, unlikeCost((heard[2 * item + 1] ?? 0) / scale, weight, allowance));
    }
    return least;
  }

  /**
   * Whether a phrase can match where its anchor was heard, going by which of its other words were heard at all, and how
   * alike: the cost of what is missing or unlike must not be more than the whole phrase allows.
   */
  function isPossible({ phrase, edge }: PhraseAnchor, distance: number, speaker: string): boolean {
    if (phrase.speaker !== 'any' && phrase.speaker !== speaker) return false;
    const { allowance } = phrase.options;
    let left = phrase.slack + epsilon - unlikeCost(distance, edge.weight, allowance);
    for (const need of phrase.alsoNeeds) {
      left -= costOfNeed(need, allowance);
      if (left < 0) return false;
    }
    return true;
  }

  function noteScaled(item: number, scaled: number): void {
    if (heard[2 * item] === turn && scaled >= (heard[2 * item + 1] ?? 0)) return;
    heard[2 * item] = turn;
    heard[2 * item + 1] = scaled;
  }

  /** The next phrase worth a try of those that wait for a word: where it is in the table, or -1. */
  function nextPossible(item: number, distance: number, speaker: string, after: number): number {
    const end = starts[item + 1] ?? 0;
    let entry = after < 0 ? (starts[item] ?? 0) : after + 2 + (entries[after + 1] ?? 0);
    while (entry < end) {
      const behind = entry + 2 + (entries[entry + 1] ?? 0);
      let isHeard = entry + 2 === behind;
      for (let at = entry + 2; at < behind && !isHeard; at += 1) isHeard = heard[2 * (entries[at] ?? 0)] === turn;
      const anchor = isHeard ? anchors[entries[entry] ?? 0] : undefined;
      if (anchor !== undefined && isPossible(anchor, distance, speaker)) return entry;
      entry = behind;
    }
    return -1;
  }

  return {
    forgetAll(): void {
      turn = turn < 2 ** 31 - 1 ? turn + 1 : 1;
      if (turn === 1) heard.fill(0);
    },
    note(item: number, distance: number): void {
      noteScaled(item, Math.floor(distance * scale));
    },
    /** Notes what a word may stand for, from where `packStands` has put it. */
    noteAll(packed: Int32Array, start: number): void {
      const end = start + 1 + 2 * (packed[start] ?? 0);
      for (let at = start + 1; at < end; at += 2) noteScaled(packed[at] ?? 0, packed[at + 1] ?? 0);
    },
    /** Whether some phrase that waits for one of these is worth a try. */
    isAnyPossible(packed: Int32Array, start: number, speaker: string): boolean {
      const end = start + 1 + 2 * (packed[start] ?? 0);
      for (let at = start + 1; at < end; at += 2) {
        const item = packed[at] ?? 0;
        if ((starts[item + 1] ?? 0) === (starts[item] ?? 0)) continue;
        if (nextPossible(item, (packed[at + 1] ?? 0) / scale, speaker, -1) >= 0) return true;
      }
      return false;
    },
    nextPossible,
  };
}

/** Lays out what a word may stand for as numbers side by side: how many, then each with how unlike it is. */
export function packStands(stands: readonly Stand[]): number[] {
  return [stands.length, ...stands.flatMap(({ item, distance }) => [item, Math.floor(distance * scale)])];
}
