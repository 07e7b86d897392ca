import type { CompiledPhrase } from './compiled-phrases.js';
import type { PhraseEdge } from './phrase-graph.js';
import type { PhrasePair } from './phrase-pair.js';
import type { Stand } from './vocabulary.js';

/** Who waits for a word: a phrase, which has no room for words that are less alike than `farthest`. */
interface Waiting {
  readonly phrase: number;
  readonly farthest: number;
  /** With words that are less alike than this it has no room for another that is not heard as it is. */
  readonly strong: number;
}
type WaitingByItem = Map<number, Waiting[]>;

/** Rounding of sums of costs; more than the alignment has, so that nothing is passed over that would match. */
const EPSILON = 1e-6;

/** Distances are kept as whole numbers, this many to 1. */
const SCALE = 1e6;
const scaleDistance = (distance: number): number => Math.floor(distance * SCALE);
export const unscaleDistance = (scaled: number): number => scaled / SCALE;

/**
 * What a first look asks of a word, as numbers side by side: with thousands of phrases, most of the time would else go into
 * fetching it from all over memory.
 */
export interface Postings {
  /**
   * First how many of each follow: phrases that wait for the word as the second of their pair, if it is like it and if it is not;
   * as both at once; as the first, if it is like it and if it is not. Then these phrases, by number.
   *
   * Like it is what leaves room for the other of the pair to be unlike. One of the two always is.
   */
  readonly waiting: readonly number[];
  /** For how many words and values of phrases it may stand; then these, each with its distance. */
  readonly stands: readonly number[];
}

/** Where in `waiting` it is written how many of each there are. */
export const counts = { likeSecond: 0, unlikeSecond: 1, both: 2, likeFirst: 3, unlikeFirst: 4 };
export const WAITING_HEAD = 5;

/** Tells which phrases wait for what a word may stand for. Exceptions do not wait: they matter only where a phrase was found. */
export function createPostings(phrases: readonly CompiledPhrase[], pairs: readonly PhrasePair[]) {
  const [firsts, seconds, both]: [WaitingByItem, WaitingByItem, WaitingByItem] = [new Map(), new Map(), new Map()];
  const farthestOf = new Map<number, number>();
  for (const phrase of phrases) {
    for (const edge of phrase.graph.leaving.flat()) {
      if (edge.kind !== 'word') continue;
      farthestOf.set(edge.item, Math.max(farthestFor(phrase, edge, 0), farthestOf.get(edge.item) ?? 0));
    }
    if (phrase.role === 'except') continue;
    const [first = [], second = []] = pairs[phrase.number] ?? [];
    const waitAll = (cut: readonly PhraseEdge[], others: readonly PhraseEdge[], into: WaitingByItem): void => {
      const otherWeight = Math.min(...others.map(({ weight }) => weight));
      for (const edge of cut) {
        const strong = farthestFor(phrase, edge, otherWeight);
        const waiting = { phrase: phrase.number, farthest: farthestFor(phrase, edge, 0), strong };
        if (!others.includes(edge)) add(into, edge.item, waiting);
        else if (into === firsts) add(both, edge.item, waiting);
      }
    };
    waitAll(first, second, firsts);
    waitAll(second, first, seconds);
  }

  /** The phrases that wait for it, if it is like what they wait for, and if it is not. */
  function waitingFor(waiting: WaitingByItem, stands: readonly Stand[]): [like: number[], unlike: number[]] {
    const like = new Set<number>();
    const near = new Set<number>();
    for (const { item, distance } of stands) {
      for (const { phrase, farthest, strong } of waiting.get(item) ?? []) {
        if (distance <= farthest) near.add(phrase);
        if (distance <= strong) like.add(phrase);
      }
    }
    return [[...like], [...near].filter((phrase) => !like.has(phrase))];
  }

  return (stands: readonly Stand[]): Postings => {
    const near = stands.filter(({ item, distance }) => distance <= (farthestOf.get(item) ?? -1));
    const lists = [...waitingFor(seconds, near), waitingFor(both, near).flat(), ...waitingFor(firsts, near)];
    return {
      waiting: [...lists.map(({ length }) => length), ...lists.flat()],
      stands: [near.length, ...near.flatMap(({ item, distance }) => [item, scaleDistance(distance)])],
    };
  };
}

export type PostingsOf = ReturnType<typeof createPostings>;

/** How unlike a word may be, were all else heard as it is but another of that weight. */
function farthestFor(
  { options: { unlike, allowance }, slack }: CompiledPhrase,
  { weight }: PhraseEdge,
  otherWeight: number,
): number {
  return unlike ? Math.max(0, (slack - allowance * otherWeight) / weight - allowance + EPSILON) : 0;
}

function add(into: WaitingByItem, item: number, waiting: Waiting): void {
  const others = into.get(item);
  if (others === undefined) into.set(item, [waiting]);
  else others.push(waiting);
}
