import type { CompiledPhrase } from '../phrases/compiled-phrases.js';
import type { PhraseEdge } from '../phrases/phrase-graph.js';
import type { PhrasePair } from './phrase-pair.js';
import type { Stand } from '../phrases/vocabulary.js';

/** A phrase that waits for a word; words less alike than `farthest` are too unlike for it. */
interface Waiting {
  readonly phrase: number;
  readonly farthest: number;
  /** If the word is less alike than this, the other word of the pair has to be heard exactly. */
  readonly strong: number;
}
type WaitingByItem = Map<number, Waiting[]>;

/** Room for rounding errors; more than the alignment has, so that no match is filtered out. */
const EPSILON = 1e-6;

/** Distances are kept as whole numbers, this many to 1. */
const SCALE = 1e6;
const scaleDistance = (distance: number): number => Math.floor(distance * SCALE);
export const unscaleDistance = (scaled: number): number => scaled / SCALE;

/**
 * What the filter needs to know of a word, as adjacent numbers: with thousands of phrases, fetching it from all over
 * memory would take most of the time.
 */
export interface Postings {
  /**
   * First the lengths of five lists, then the lists of phrases: those that wait for the word as the second of their
   * pair (alike, unlike), as both at once, and as the first (alike, unlike).
   *
   * Alike words leave room for the other of the pair to be unlike. One of the two is always alike.
   */
  readonly waiting: readonly number[];
  /** The number of words and values of phrases it may stand for, then each of them with its distance. */
  readonly stands: readonly number[];
}

/** Offsets of the five lengths in `waiting`. */
export const counts = { likeSecond: 0, unlikeSecond: 1, both: 2, likeFirst: 3, unlikeFirst: 4 };
export const WAITING_HEAD = 5;

/** Tells which phrases wait for a word. Exceptions do not wait: they matter only where their phrase was found. */
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

  /** The phrases that wait for the word, if it is alike and if it is not. */
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

/** How unlike a word may be if one other word of that weight is unlike, too, and the rest is heard exactly. */
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
