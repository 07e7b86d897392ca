import type { PhraseEdge, PhraseGraph } from '../phrases/phrase-graph.js';
import { costs, type Tolerance } from '../phrases/phrase-weights.js';
import { kindsOf } from '../phrases/vocabulary.js';

/** The ways out of a state of a phrase, in one direction, by what has to be heard to take them. */
export interface StateWays {
  /** The states that are reached when nothing is heard, and by a word in a gap. */
  readonly none: readonly number[];
  readonly any: readonly number[];
  /** Words and values, by their item: lists of alternatives are long, and few of them are heard. */
  readonly byItem: ReadonlyMap<number, readonly PhraseEdge[]>;
  /** Of which kinds these items are: most words that are heard are of none. */
  readonly kinds: number;
  readonly drops: Readonly<Record<keyof typeof droppable, readonly Drop[]>>;
}

/** A state that is reached by dropping a word, the cheapest if there are several. */
interface Drop {
  readonly next: number;
  readonly cost: number;
  /** Whether a pronoun may stand there, and other words of the phrase are heard on both sides of it. */
  readonly subject: boolean;
}

/** Which words may be dropped: any for a near miss, otherwise small ones, some of which are auxiliaries. */
const droppable = {
  any: () => true,
  small: ({ essential }: PhraseEdge) => !essential,
  smallButAuxiliaries: ({ essential, auxiliary }: PhraseEdge) => !essential && !auxiliary,
};

const known = { forward: new WeakMap<PhraseGraph, StateWays[]>(), backward: new WeakMap<PhraseGraph, StateWays[]>() };

/** The ways out of each state of a phrase, worked out when they are first asked for. */
export function waysOf(graph: PhraseGraph, forward: boolean): readonly StateWays[] {
  const remembered = forward ? known.forward : known.backward;
  const ways = remembered.get(graph);
  if (ways !== undefined) return ways;
  const isInner = innerOf(graph);
  const made = (forward ? graph.leaving : graph.reaching).map((edges) => waysAmong(edges, forward, isInner));
  remembered.set(graph, made);
  return made;
}

/** Tells the edges before and behind which something of the phrase has to be heard. */
function innerOf({ leaving, reaching, goal }: PhraseGraph): (edge: PhraseEdge) => boolean {
  const behind: boolean[] = [];
  const ahead: boolean[] = [];
  for (let state = 1; state <= goal; state += 1)
    behind[state] = reaching[state]?.every(({ essential, from }) => essential || behind[from] === true) ?? false;
  for (let state = goal - 1; state >= 0; state -= 1)
    ahead[state] = leaving[state]?.every(({ essential, to }) => essential || ahead[to] === true) ?? false;
  return ({ from, to }) => behind[from] === true && ahead[to] === true;
}

function waysAmong(
  edges: readonly PhraseEdge[],
  forward: boolean,
  isInner: (edge: PhraseEdge) => boolean = () => false,
): StateWays {
  const nextOf = ({ from, to }: PhraseEdge) => (forward ? to : from);
  const words = edges.filter(({ kind }) => kind === 'word');
  const subjects = new Set(words.filter((edge) => edge.pronoun && isInner(edge)).map(nextOf));
  const dropsOf = (may: (edge: PhraseEdge) => boolean): Drop[] => {
    const cheapest = new Map<number, number>();
    for (const edge of words.filter(may)) {
      const cost = Math.min(cheapest.get(nextOf(edge)) ?? Infinity, costs.dropped * edge.weight);
      cheapest.set(nextOf(edge), cost);
    }
    return [...cheapest].map(([next, cost]) => ({ next, cost, subject: subjects.has(next) }));
  };
  return {
    none: edges.filter(({ kind }) => kind === 'none').map(nextOf),
    any: edges.filter(({ kind }) => kind === 'any').map(nextOf),
    byItem: Map.groupBy(words, ({ item }) => item),
    kinds: kindsOf(words.map(({ item }) => item)),
    drops: {
      any: dropsOf(droppable.any),
      small: dropsOf(droppable.small),
      smallButAuxiliaries: dropsOf(droppable.smallButAuxiliaries),
    },
  };
}

/** By state, the least that the rest of a phrase costs: ahead of it, and behind. */
export interface LeastCosts {
  readonly ahead: Float64Array;
  readonly behind: Float64Array;
}

const leastOfAll = new WeakMap<PhraseGraph, LeastCosts>();

/** The least costs, whatever is heard, worked out when they are first asked for. */
export function leastCostsOf(graph: PhraseGraph, options: Tolerance): LeastCosts {
  const least = leastOfAll.get(graph) ?? leastCosts(graph, options, () => true);
  leastOfAll.set(graph, least);
  return least;
}

/** Works out the least costs: what is heard makes room for differences, what is not has to be dropped. */
export function leastCosts(graph: PhraseGraph, options: Tolerance, isHeard: (item: number) => boolean): LeastCosts {
  const costOf = ({ kind, item, weight, essential }: PhraseEdge): number => {
    if (kind !== 'word') return 0;
    if (isHeard(item)) return -options.allowance * weight;
    return options.excess > 0 || (options.uneven && !essential) ? costs.dropped * weight : Infinity;
  };
  const ahead = new Float64Array(graph.goal + 1).fill(Infinity);
  const behind = new Float64Array(graph.goal + 1).fill(Infinity);
  behind[0] = 0;
  ahead[graph.goal] = 0;
  for (let state = 1; state <= graph.goal; state += 1)
    for (const edge of graph.reaching[state] ?? [])
      behind[state] = Math.min(behind[state] ?? Infinity, (behind[edge.from] ?? Infinity) + costOf(edge));
  for (let state = graph.goal - 1; state >= 0; state -= 1)
    for (const edge of graph.leaving[state] ?? [])
      ahead[state] = Math.min(ahead[state] ?? Infinity, (ahead[edge.to] ?? Infinity) + costOf(edge));
  return { ahead, behind };
}

/** What may be dropped within some tolerance. */
export function dropsFor(drops: StateWays['drops'], { uneven, withoutAuxiliary, excess }: Tolerance): readonly Drop[] {
  if (excess > 0) return drops.any;
  if (!uneven) return noDrops;
  return withoutAuxiliary ? drops.small : drops.smallButAuxiliaries;
}

const noDrops: readonly Drop[] = [];
export const noEdges: readonly PhraseEdge[] = [];
/** No way at all. */
export const nowhere: StateWays = waysAmong([], true);
