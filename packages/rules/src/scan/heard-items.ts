import type { CompiledPhrase, CompiledPhrases } from '../phrases/compiled-phrases.js';
import { isHard, type PhraseEdge } from '../phrases/phrase-graph.js';
import { unscaleDistance } from './phrase-postings.js';
import { costs } from '../phrases/phrase-weights.js';

/** Room for rounding errors; more than the alignment has, so that no match is filtered out. */
const EPSILON = 1e-6;

/** Numbers per edge: in `ways` the states it leaves and reaches and its item, in `prices` its weight and drop cost. */
const [WAY_SIZE, PRICE_SIZE] = [3, 2];

/** Notes which words of phrases are heard in the current speech, to tell which phrases are worth trying. */
export function createHeardItems({ phrases, items, allowance }: CompiledPhrases) {
  // By item: the speech in which it was last heard, its first and its last place there, and the least that it was unlike.
  const heardIn = new Float64Array(items);
  const firstAt = new Int32Array(items);
  const heardAt = new Int32Array(items);
  const distances = new Int32Array(items);
  let speech = 0;
  const lastItems = phrases.map(lastItemsOf);
  const edges = phrases.map(({ graph }) => graph.leaving.toReversed().flat());
  const ways = edges.map((some) => Int32Array.from(some.flatMap(({ from, to, item }) => [from, to, item])));
  const prices = edges.map((some, number) =>
    Float64Array.from(some.flatMap((edge) => [edge.weight, dropCost(phrases[number], edge)])),
  );
  const itemsOf = (cut: readonly PhraseEdge[]) => Int32Array.from(cut, ({ item }) => item);
  const hardCuts = phrases.map(({ graph }) => graph.cuts.filter(isHard).map(itemsOf));
  const otherCuts = phrases.map(({ needs }) =>
    needs.flatMap(({ cut, hard }) => (hard && !isHard(cut) ? [itemsOf(cut)] : [])),
  );
  const goals = phrases.map(({ graph }) => graph.goal);
  // By state, the most that is left when a phrase is gone through from there to its end.
  const best = new Float64Array(goals.reduce((most, goal) => Math.max(most, goal + 1), 0));

  const isHeard = (item: number, from: number): boolean => heardIn[item] === speech && (heardAt[item] ?? 0) >= from;

  function isAnyHeard(some: Int32Array, from: number): boolean {
    for (let index = 0; index < some.length; index += 1) if (isHeard(some[index] ?? 0, from)) return true;
    return false;
  }

  /** What a word of a phrase leaves for differences elsewhere: only what was heard as it is earns an allowance. */
  function gainOf(item: number, weight: number, unlike: boolean, from: number): number {
    if (!isHeard(item, from)) return -Infinity;
    const distance = distances[item] ?? 0;
    if (distance === 0) return weight * allowance;
    return unlike ? -weight * unscaleDistance(distance) : -Infinity;
  }

  return {
    begin(): void {
      speech += 1;
    },
    /** Notes what the word at a place may stand for. */
    note(stands: Int32Array, at: number, place: number): void {
      const end = at + 1 + 2 * (stands[at] ?? 0);
      for (let next = at + 1; next < end; next += 2) {
        const item = stands[next] ?? 0;
        const distance = stands[next + 1] ?? 0;
        if (heardIn[item] !== speech) {
          heardIn[item] = speech;
          firstAt[item] = place;
          distances[item] = distance;
        } else if (distance < (distances[item] ?? 0)) distances[item] = distance;
        heardAt[item] = place;
      }
    },
    /** Whether a match of the phrase may end at a place or behind it. */
    mayEnd(phrase: number, place: number): boolean {
      const last = lastItems[phrase];
      return last === undefined || isAnyHeard(last, place);
    },
    /** Whether the phrase can match at all: enough of its words were heard from a place on, roughly in its order. */
    isPossible(phrase: number, place: number): boolean {
      // Hard cuts are in the order of the phrase: no match can be where one was last heard before another was first heard.
      let earliest = place;
      for (const cut of hardCuts[phrase] ?? []) {
        let first = Infinity;
        let last = -1;
        for (let index = 0; index < cut.length; index += 1) {
          const item = cut[index] ?? 0;
          if (heardIn[item] !== speech) continue;
          first = Math.min(first, firstAt[item] ?? 0);
          last = Math.max(last, heardAt[item] ?? 0);
        }
        if (last < earliest) return false;
        earliest = Math.max(earliest, first);
      }
      for (const cut of otherCuts[phrase] ?? []) if (!isAnyHeard(cut, place)) return false;
      const way = ways[phrase] ?? none;
      const price = prices[phrase] ?? none;
      const goal = goals[phrase] ?? 0;
      const unlike = phrases[phrase]?.options.unlike === true;
      best.fill(-Infinity, 0, goal);
      best[goal] = 0;
      for (let edge = 0; edge * WAY_SIZE < way.length; edge += 1) {
        const item = way[edge * WAY_SIZE + 2] ?? -1;
        const weight = price[edge * PRICE_SIZE] ?? 0;
        const gain = item < 0 ? 0 : Math.max(gainOf(item, weight, unlike, place), -(price[edge * PRICE_SIZE + 1] ?? 0));
        const left = (best[way[edge * WAY_SIZE + 1] ?? 0] ?? 0) + gain;
        const from = way[edge * WAY_SIZE] ?? 0;
        if (left > (best[from] ?? 0)) best[from] = left;
      }
      return (best[0] ?? 0) >= -EPSILON;
    },
  };
}

const none: readonly number[] = [];

/** The cost of dropping an edge; infinite if it has to be heard. */
function dropCost(phrase: CompiledPhrase | undefined, { essential, weight }: PhraseEdge): number {
  return phrase?.options.uneven === true && !essential ? costs.dropped * weight : Infinity;
}

/** The items that a match may end with; `undefined` if it may end with any word. */
function lastItemsOf({ graph, options }: CompiledPhrase): Int32Array | undefined {
  const items = new Set<number>();
  const ends = new Set([graph.goal]);
  // Iterating a Set also visits what is added meanwhile.
  for (const end of ends) {
    for (const { kind, item, from, text, essential } of graph.reaching[end] ?? []) {
      // A value may end behind its last number.
      if (kind === 'any' || /^[#{]/.test(text)) return undefined;
      if (kind === 'word') items.add(item);
      if (kind === 'none' || (options.uneven && !essential)) ends.add(from);
    }
  }
  return Int32Array.from(items);
}
