import type { PhraseEdge, PhraseGraph } from '../phrases/phrase-graph.js';
import { costs, type Tolerance } from '../phrases/phrase-weights.js';

/** The ways out of a state of a phrase, in one direction, by what has to be heard to take them. */
export interface StateWays {
  /** The states that are reached when nothing is heard, and by a word in a gap. */
  readonly none: readonly number[];
  readonly any: readonly number[];
  /** Words and values, by their item: lists of alternatives are long, and few of them are heard. */
  readonly byItem: ReadonlyMap<number, readonly PhraseEdge[]>;
  readonly drops: Readonly<Record<keyof typeof droppable, readonly Drop[]>>;
}

/** A state that is reached by dropping a word, the cheapest if there are several. */
interface Drop {
  readonly next: number;
  readonly cost: number;
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
  const made = (forward ? graph.leaving : graph.reaching).map((edges) => waysAmong(edges, forward));
  remembered.set(graph, made);
  return made;
}

function waysAmong(edges: readonly PhraseEdge[], forward: boolean): StateWays {
  const nextOf = ({ from, to }: PhraseEdge) => (forward ? to : from);
  const words = edges.filter(({ kind }) => kind === 'word');
  const dropsOf = (may: (edge: PhraseEdge) => boolean): Drop[] => {
    const cheapest = new Map<number, number>();
    for (const edge of words.filter(may)) {
      const cost = Math.min(cheapest.get(nextOf(edge)) ?? Infinity, costs.dropped * edge.weight);
      cheapest.set(nextOf(edge), cost);
    }
    return [...cheapest].map(([next, cost]) => ({ next, cost }));
  };
  return {
    none: edges.filter(({ kind }) => kind === 'none').map(nextOf),
    any: edges.filter(({ kind }) => kind === 'any').map(nextOf),
    byItem: Map.groupBy(words, ({ item }) => item),
    drops: {
      any: dropsOf(droppable.any),
      small: dropsOf(droppable.small),
      smallButAuxiliaries: dropsOf(droppable.smallButAuxiliaries),
    },
  };
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
