import type { CompiledPhrase, CompiledPhrases } from '../phrases/compiled-phrases.js';
import type { PhraseEdge } from '../phrases/phrase-graph.js';
import { unscaleDistance } from './phrase-postings.js';
import { costs } from '../phrases/phrase-weights.js';

/** Room for rounding errors; more than the alignment has, so that no match is filtered out. */
const EPSILON = 1e-6;

/** More than any distance. */
const TURN_SIZE = 1 << 20;

/** Numbers per edge: in `ways` the states it leaves and reaches and its item, in `prices` its weight and costs. */
const EDGE_SIZE = 3;

/** Notes which words of phrases are heard in the current speech, to tell which phrases are worth trying. */
export function createHeardItems({ phrases, items, allowance }: CompiledPhrases) {
  // By item, how unlike it was heard, on top of the turn in which it was; so nothing has to be cleared for the next
  // speech.
  const heard = new Int32Array(items);
  // By item, the turn in which it was last heard among the last words.
  const heardLast = new Int32Array(items);
  const lastItems = phrases.map(lastItemsOf);
  let turn = 0;
  // The edges of all phrases side by side, the last of each first; and by phrase where they begin, with one more for
  // the end.
  const starts = new Int32Array(phrases.length + 1);
  for (const [number, { graph }] of phrases.entries())
    starts[number + 1] = (starts[number] ?? 0) + graph.leaving.reduce((count, { length }) => count + length, 0);
  const ways = new Int32Array(EDGE_SIZE * (starts.at(-1) ?? 0));
  const prices = new Float64Array(ways.length);
  for (const [number, phrase] of phrases.entries()) {
    let at = EDGE_SIZE * (starts[number] ?? 0);
    for (const edge of phrase.graph.leaving.toReversed().flat()) {
      ways.set([edge.from, edge.to, edge.item], at);
      prices.set([edge.weight, edge.cost, dropCost(phrase, edge)], at);
      at += EDGE_SIZE;
    }
  }
  const goals = Int32Array.from(phrases, ({ graph }) => graph.goal);
  const isUnlike = Uint8Array.from(phrases, ({ options }) => (options.unlike ? 1 : 0));

  // By state, the most that is left when a phrase is gone through from there to its end.
  const best = new Float64Array(goals.reduce((most, goal) => Math.max(most, goal + 1), 0));

  /** What an edge leaves for differences elsewhere, if it was heard. */
  function gainOf(item: number, edge: number, unlike: boolean): number {
    const distance = (heard[item] ?? 0) - turn;
    if (distance < 0) return -Infinity;
    const weight = prices[edge] ?? 0;
    const cost = prices[edge + 1] ?? 0;
    if (!unlike && distance + cost > 0) return -Infinity;
    // Only what is heard as it is earns an allowance.
    return (distance === 0 ? weight * allowance : -weight * unscaleDistance(distance)) - cost;
  }

  return {
    forgetAll(): void {
      turn += TURN_SIZE;
      if (turn < 2 ** 31 - TURN_SIZE) return;
      turn = TURN_SIZE;
      heard.fill(0);
      heardLast.fill(0);
    },
    /** Notes what a word may stand for, and whether it is among the last of the speech. */
    note(stands: Int32Array, at: number, isLast: boolean): void {
      const end = at + 1 + 2 * (stands[at] ?? 0);
      for (let next = at + 1; next < end; next += 2) {
        const item = stands[next] ?? 0;
        const distance = stands[next + 1] ?? 0;
        const before = (heard[item] ?? 0) - turn;
        if (before < 0 || distance < before) heard[item] = turn + distance;
        if (isLast) heardLast[item] = turn;
      }
    },
    /** Whether a match of the phrase may end in one of the last words. */
    mayEndLast: (phrase: number): boolean => lastItems[phrase]?.some((item) => heardLast[item] === turn) ?? true,
    /** Whether the phrase can match at all: enough of its words were heard, no matter where. */
    isPossible(phrase: number): boolean {
      const goal = goals[phrase] ?? 0;
      const unlike = isUnlike[phrase] === 1;
      for (let state = 0; state < goal; state += 1) best[state] = -Infinity;
      best[goal] = 0;
      const end = (starts[phrase + 1] ?? 0) * EDGE_SIZE;
      for (let edge = (starts[phrase] ?? 0) * EDGE_SIZE; edge < end; edge += EDGE_SIZE) {
        const from = ways[edge] ?? 0;
        const item = ways[edge + 2] ?? -1;
        const gain = item < 0 ? 0 : Math.max(gainOf(item, edge, unlike), -(prices[edge + 2] ?? 0));
        best[from] = Math.max(best[from] ?? 0, (best[ways[edge + 1] ?? 0] ?? 0) + gain);
      }
      return (best[0] ?? 0) >= -EPSILON;
    },
  };
}

/** The cost of dropping an edge; infinite if it has to be heard. */
function dropCost({ options }: CompiledPhrase, { essential, weight }: PhraseEdge): number {
  return options.uneven && !essential ? costs.dropped * weight : Infinity;
}

/** The items that a match may end with; `undefined` if it may end with any word. */
function lastItemsOf({ graph, options }: CompiledPhrase): readonly number[] | undefined {
  const items = new Set<number>();
  const ends = new Set([graph.goal]);
  // A set that grows while it is gone through is gone through to its end.
  for (const end of ends) {
    for (const { kind, item, from, essential } of graph.reaching[end] ?? []) {
      if (kind === 'any') return undefined;
      if (kind === 'word') items.add(item);
      if (kind === 'none' || (options.uneven && !essential)) ends.add(from);
    }
  }
  return [...items];
}
