import { commonWords } from '../words/common-words.js';
import type { CompiledPhrase, PhraseNeed } from '../phrases/compiled-phrases.js';
import type { PhraseEdge, PhraseGraph } from '../phrases/phrase-graph.js';
import { ADDED_COST_SCALE, MAX_ADDED_COST } from '../phrases/phrase-weights.js';
import type { Vocabulary } from '../phrases/vocabulary.js';

type Cut = readonly PhraseEdge[];

/** Two cuts of a phrase: every match takes an edge of the first and then one of the second, or one edge of both. */
export type PhrasePair = readonly [first: Cut, second: Cut];

/** Common words are expected more often than others, by rank, that much. */
const commonness = (rank: number): number => 2000 / (rank + 20);

/** Chooses a pair for each phrase, the one that is heard least often. Call it once all phrases are known. */
export function choosePairs(phrases: readonly CompiledPhrase[], vocabulary: Vocabulary): PhrasePair[] {
  const common = new Map<number, number>();
  for (const [rank, word] of commonWords.entries()) {
    const item = vocabulary.find(word);
    if (item !== undefined) common.set(item, (common.get(item) ?? 0) + commonness(rank));
  }
  const often = ({ cut, usualness }: PhraseNeed): number =>
    cut.reduce((sum, { item }) => sum + (common.get(item) ?? 0), usualness);
  return phrases.map(({ graph, needs }) => {
    const hard = needs.filter((need) => need.hard);
    return orderedPair(
      graph,
      hard.toSorted((a, b) => often(a) - often(b)).map(({ cut }) => cut),
    );
  });
}

/** The first two cuts that always come in the same order; otherwise the first cut twice. */
function orderedPair(graph: PhraseGraph, cuts: readonly Cut[]): PhrasePair {
  const [one, ...others] = cuts;
  if (one === undefined) throw new RangeError('a phrase needs something');
  for (const other of others) {
    if (isBefore(graph, one, other)) return [one, other];
    if (isBefore(graph, other, one)) return [other, one];
  }
  return [one, one];
}

/** Whether every path through the phrase takes its edge of `first` before its edge of `second`. */
function isBefore({ leaving }: PhraseGraph, first: Cut, second: Cut): boolean {
  const behind = new Set(second.map(({ to }) => to));
  // A set that grows while it is gone through is gone through to its end.
  for (const state of behind) for (const { to } of leaving[state] ?? []) behind.add(to);
  return !first.some(({ from }) => behind.has(from));
}

/**
 * How far the second of a pair may be behind the first, and the end of a match behind the start of the second: what all
 * words between them could cost at most if none were part of the phrase.
 */
export function pairReach(phrase: CompiledPhrase, [first, second]: PhrasePair): { second: number; last: number } {
  const farthest = phrase.graph.maxWords * MAX_ADDED_COST;
  if ([...first, ...second].some(isValue)) return { second: farthest, last: farthest };
  const behind = (cut: Cut): number[] => cut.map(({ to }) => to);
  const before = (cut: Cut): number[] => cut.map(({ from }) => from);
  const own = Math.max(...second.map(wordsOf)) * MAX_ADDED_COST;
  return {
    second: reachBetween(phrase, behind(first), before(second)),
    last: own + reachBetween(phrase, behind(second), [phrase.graph.goal]),
  };
}

/** The same between states of the phrase. */
function reachBetween({ graph, slack }: CompiledPhrase, from: readonly number[], to: readonly number[]): number {
  const farthest = graph.maxWords * MAX_ADDED_COST;
  // By state, the most for what the phrase has on the way there.
  const most = Array.from({ length: graph.goal + 1 }, () => -Infinity);
  for (const state of from) most[state] = 0;
  for (const [state, edges] of graph.leaving.entries()) {
    for (const edge of edges) {
      const cost = isValue(edge) ? farthest : wordsOf(edge) * MAX_ADDED_COST;
      most[edge.to] = Math.max(most[edge.to] ?? 0, (most[state] ?? 0) + cost);
    }
  }
  const between = Math.max(0, ...to.map((state) => most[state] ?? 0));
  return Math.min(farthest, between + Math.floor(ADDED_COST_SCALE * (slack + EPSILON)));
}

const isValue = ({ text }: PhraseEdge): boolean => text.startsWith('#') || text.startsWith('{');

/** How many words an edge may be heard as (not counting spelt letters): longer words may be heard as two. */
function wordsOf({ kind, text }: PhraseEdge): number {
  if (kind === 'none') return 0;
  return kind === 'word' && text.length > 3 ? 2 : 1;
}

/** Rounding of sums of costs. */
const EPSILON = 1e-6;
