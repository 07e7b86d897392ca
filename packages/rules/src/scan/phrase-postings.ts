import type { CompiledPhrase } from '../phrases/compiled-phrases.js';
import { endsOf } from './phrase-ends.js';
import type { PhraseEdge } from '../phrases/phrase-graph.js';
import type { Stand } from '../phrases/vocabulary.js';

/** What waits for a word; words less alike than `farthest` are too unlike for it. */
interface Waiting {
  readonly phrase: number;
  readonly farthest: number;
}

/** Room for rounding errors; more than the alignment has, so that no match is filtered out. */
const EPSILON = 1e-6;

/** Distances are kept as whole numbers, this many to 1. */
export const DISTANCE_SCALE = 1e6;

/** What the scan needs to know of a word, as adjacent numbers; each list begins with how many there are. */
export interface Postings {
  /** The numbers of the phrases that wait for the word; of a group, its first. */
  readonly waiting: Int32Array;
  /** The numbers of the phrases that may end with the word; of a group, its first. */
  readonly ending: Int32Array;
  /** The words and values of phrases it may stand for, each with its distance. */
  readonly stands: Int32Array;
  /** Whose phrases wait for it, and whose may end with it. */
  readonly waitingOf: ReadonlySet<string>;
  readonly endingOf: ReadonlySet<string>;
}

/**
 * Tells which phrases wait for a word. Each waits for its rarest group of words. Exceptions do not wait: they matter only
 * if their phrase was found.
 */
export function createPostings(phrases: readonly CompiledPhrase[]) {
  const waitingFor = new Map<number, Waiting[]>();
  const endingWith = new Map<number, number[]>();
  const farthestOf = new Map<number, number>();
  for (const phrase of phrases) {
    for (const edge of phrase.graph.leaving.flat()) {
      if (edge.kind !== 'word') continue;
      farthestOf.set(edge.item, Math.max(farthestFor(phrase, edge), farthestOf.get(edge.item) ?? 0));
    }
    const { number } = phrase.group?.parts[0] ?? phrase;
    for (const item of endsOf(phrase).items) push(endingWith, item, number);
    if (phrase.role === 'except') continue;
    for (const edge of [...phrase.anchors.values()].flat()) {
      push(waitingFor, edge.item, { phrase: number, farthest: farthestFor(phrase, edge) });
    }
  }

  return (stands: readonly Stand[]): Postings => {
    const near = stands.filter(({ item, distance }) => distance <= (farthestOf.get(item) ?? -1));
    const waiting = near.flatMap(({ item, distance }) =>
      (waitingFor.get(item) ?? []).flatMap(({ phrase, farthest }) => (distance <= farthest ? phrase : [])),
    );
    const ending = [...new Set(near.flatMap(({ item }) => endingWith.get(item) ?? []))];
    const speakersOf = (numbers: readonly number[]) => new Set(numbers.flatMap((each) => phrases[each]?.speaker ?? []));
    return {
      waitingOf: speakersOf(waiting),
      endingOf: speakersOf(ending),
      ending: Int32Array.of(ending.length, ...ending),
      waiting: Int32Array.of(waiting.length, ...waiting),
      stands: Int32Array.of(
        near.length,
        ...near.flatMap(({ item, distance }) => [item, Math.floor(distance * DISTANCE_SCALE)]),
      ),
    };
  };
}

function push<Value>(lists: Map<number, Value[]>, item: number, value: Value): void {
  const list = lists.get(item);
  if (list === undefined) lists.set(item, [value]);
  else list.push(value);
}

export type PostingsOf = ReturnType<typeof createPostings>;

/** How unlike a word may be if the rest is heard exactly. */
function farthestFor({ options: { unlike, allowance }, slack }: CompiledPhrase, { weight }: PhraseEdge): number {
  return unlike ? Math.max(0, slack / weight - allowance + EPSILON) : 0;
}
