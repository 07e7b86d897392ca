import { MAX_MARK_WORDS } from '@cueline/shared/marks';
import { costs } from './phrase-weights.js';

/**
 * A step through a phrase. `word`: one of its words or values; `any`: a word that a gap lets pass; `none`: nothing is
 * heard.
 */
export interface PhraseEdge {
  readonly kind: 'word' | 'any' | 'none';
  readonly from: number;
  readonly to: number;
  /** Number of the word or value in the pack's vocabulary; -1 for other kinds. */
  readonly item: number;
  /** The word as the phrase has it, for people to read. */
  readonly text: string;
  /** Whether the text is only how the word begins. */
  readonly prefix: boolean;
  readonly weight: number;
  /** Whether it has to be heard for the phrase to match; other words may be dropped. */
  readonly essential: boolean;
  /** Whether moving it to the front makes a question. */
  readonly auxiliary: boolean;
  /** Whether another pronoun in its place makes it another's act. */
  readonly pronoun: boolean;
  /** What taking this edge costs by itself. */
  readonly cost: number;
}

/** A phrase as a graph without circles: states are numbered so that edges lead from lower to higher numbers. */
export interface PhraseGraph {
  /** Edges by the state they leave, and by the state they reach. The first state is 0, the last is the goal. */
  readonly leaving: readonly (readonly PhraseEdge[])[];
  readonly reaching: readonly (readonly PhraseEdge[])[];
  readonly goal: number;
  /** Each cut is a set of edges of which every match takes at least one, or else drops one. Some are hard. */
  readonly cuts: readonly (readonly PhraseEdge[])[];
  /** The greatest weight that lies between a state and the goal, and between the start and a state. */
  readonly weightAhead: readonly number[];
  readonly weightBehind: readonly number[];
  /** How many words of speech a match may span. */
  readonly maxWords: number;
}

/** Whether an edge with this text is a value rather than a word. */
export const isValue = (text: string): boolean => /^[#{]/.test(text);

/** Whether every match takes an edge of the cut, whatever may be dropped. */
export function isHard(cut: readonly PhraseEdge[]): boolean {
  return cut.every(({ essential }) => essential);
}

/**
 * The edges that a word takes which was heard in place of two: `maybe` for `may be`. The first (`forward`) or the second
 * of the two is given, and the other one's item.
 */
export function joinedEdges(graph: PhraseGraph, edge: PhraseEdge, item: number, forward: boolean): PhraseEdge[] {
  return neighbours(graph, forward ? edge.to : edge.from, forward)
    .filter((other) => other.kind === 'word' && other.item === item)
    .map((other) => {
      const [first, second] = forward ? [edge, other] : [other, edge];
      const weight = first.weight + second.weight;
      const text = first.text + second.text;
      return { ...first, text, weight, to: second.to, essential: true, cost: costs.joined };
    });
}

/** The words behind a state, or before it. */
function neighbours(graph: PhraseGraph, state: number, forward: boolean): PhraseEdge[] {
  const edges = (forward ? graph.leaving : graph.reaching)[state] ?? [];
  return edges.flatMap((edge) =>
    edge.kind === 'none' ? neighbours(graph, forward ? edge.to : edge.from, forward) : [edge],
  );
}

/** The edges of a phrase, the state it ends in, and its cuts. */
interface PhraseParts {
  readonly edges: readonly PhraseEdge[];
  readonly goal: number;
  readonly cuts: readonly (readonly PhraseEdge[])[];
}

const kinds: readonly PhraseEdge['kind'][] = ['word', 'any', 'none'];

/** Leaves out states that only lead on to another, and edges that are there twice; long lists of words have many. */
function contracted({ edges, goal, cuts }: PhraseParts): PhraseParts {
  const leaving = byState(edges, goal, ({ from }) => from);
  const onward = Array.from({ length: goal + 1 }, (_, state) => state);
  for (let state = goal - 1; state > 0; state -= 1) {
    const [only, ...others] = leaving[state] ?? [];
    if (only?.kind === 'none' && others.length === 0) onward[state] = onward[only.to] ?? only.to;
  }
  const numbers = new Map([...new Set(onward)].sort((a, b) => a - b).map((state, number) => [state, number]));
  const numberOf = (state: number): number => numbers.get(onward[state] ?? state) ?? 0;
  const kept = new Map<number, PhraseEdge>();
  const edgeFor = (edge: PhraseEdge): PhraseEdge => {
    const [from, to] = [numberOf(edge.from), numberOf(edge.to)];
    // A number for each combination; strings would take most of the time.
    const what = 6 * (edge.item + 1) + 2 * kinds.indexOf(edge.kind) + Number(edge.essential);
    const name = (what * (goal + 1) + from) * (goal + 1) + to;
    const known = kept.get(name) ?? { ...edge, from, to };
    kept.set(name, known);
    return known;
  };
  for (const edge of edges) if (onward[edge.from] === edge.from) edgeFor(edge);
  return { edges: [...kept.values()], goal: numberOf(goal), cuts: cuts.map((cut) => [...new Set(cut.map(edgeFor))]) };
}

/** Works out what follows from the edges alone. */
export function completeGraph(parts: PhraseParts): PhraseGraph {
  const { edges, goal, cuts } = contracted(parts);
  const leaving = byState(edges, goal, ({ from }) => from);
  const reaching = byState(edges, goal, ({ to }) => to);
  const weightAhead = Array.from({ length: goal + 1 }, () => 0);
  const weightBehind = Array.from({ length: goal + 1 }, () => 0);
  const wordsBehind = Array.from({ length: goal + 1 }, () => 0);
  for (let state = 0; state <= goal; state += 1) {
    for (const edge of reaching[state] ?? []) {
      weightBehind[state] = Math.max(weightBehind[state] ?? 0, (weightBehind[edge.from] ?? 0) + edge.weight);
      wordsBehind[state] = Math.max(wordsBehind[state] ?? 0, (wordsBehind[edge.from] ?? 0) + wordsOf(edge));
    }
  }
  for (let state = goal; state >= 0; state -= 1) {
    for (const { to, weight } of leaving[state] ?? []) {
      weightAhead[state] = Math.max(weightAhead[state] ?? 0, (weightAhead[to] ?? 0) + weight);
    }
  }
  return {
    leaving,
    reaching,
    goal,
    cuts,
    weightAhead,
    weightBehind,
    maxWords: (wordsBehind[goal] ?? 0) + PASSED_WORDS,
  };
}

/** Of one value: `two thousand and fifty dollars`. */
const VALUE_WORDS = 8;

/** How many words a match may pass over in all: fillers, repetitions, marks. The longest mark has as many. */
export const PASSED_WORDS = MAX_MARK_WORDS;

/** How many words of speech an edge takes at most. */
function wordsOf({ kind, text }: PhraseEdge): number {
  if (kind === 'none') return 0;
  return isValue(text) ? VALUE_WORDS : 1;
}

function byState(
  edges: readonly PhraseEdge[],
  goal: number,
  stateOf: (edge: PhraseEdge) => number,
): readonly (readonly PhraseEdge[])[] {
  const states: PhraseEdge[][] = Array.from({ length: goal + 1 }, () => []);
  for (const edge of edges) states[stateOf(edge)]?.push(edge);
  return states;
}
