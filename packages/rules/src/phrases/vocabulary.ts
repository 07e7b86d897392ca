import { lettersApart, lettersOf } from '../words/letter-set.js';
import { isValue } from './phrase-graph.js';
import { MAX_DISTANCE } from '../words/word-distance.js';
import type { WordReader } from '../words/word-reader.js';

/** A word of a phrase that a heard word may stand for, and how unlike they are: 0 is the same word. */
export interface Stand {
  readonly item: number;
  readonly distance: number;
}

/** Items as bits, of which some share one: most words that are heard are of none that is looked for. */
export const kindsOf = (items: Iterable<number>): number => {
  let kinds = 0;
  for (const item of items) kinds |= 1 << (item & 31);
  return kinds;
};

/** The same for more kinds, as flags: items that share one are fewer. */
export const shareOf = (item: number): number => item & 255;
export const sharesOf = (items: Iterable<number>): Uint8Array => {
  const shares = new Uint8Array(256);
  for (const item of items) shares[shareOf(item)] = 1;
  return shares;
};

/** Two words of phrases that a heard word may be, run together: `maybe` for `may be`. */
export interface Run {
  readonly first: number;
  readonly second: number;
}

/** By an ending that is short for several words (`'s`, `'d`), these, and the reverse. */
function shortForms(openEndings: ReadonlyMap<string, readonly string[]>): ReadonlyMap<string, readonly string[]> {
  const reverse = [...openEndings].flatMap(([ending, words]) => words.map((word) => [word, [ending]] as const));
  return new Map([...openEndings, ...reverse]);
}

/** The size of the table that tells most joins of words from others, in bits. */
const JOIN_BITS = 1 << 18;
const joinBit = (beginning: number, ending: number): number =>
  (Math.imul(beginning, 40_503) + Math.imul(ending, 69_069)) & (JOIN_BITS - 1);

/** A word of a phrase and how it sounds. */
interface Sounding {
  readonly item: number;
  readonly word: string;
  readonly sound: string;
  readonly letters: number;
}

/** All words that the phrases of a pack are made of, numbered, and what heard words may stand for. */
export function createVocabulary({ language, classes: { negators }, wordDistance, skeletonOf, soundOf }: WordReader) {
  const shortFor = shortForms(language.spelling.openEndings);
  const words = new Map<string, number>();
  const prefixes = new Map<string, number>();
  // Other spellings of words and beginnings, with the numbers of those that they are.
  const aliases = new Map<string, number[]>();
  const prefixAliases = new Map<string, number[]>();
  const skeletons = new Map<string, Set<Sounding>>();
  // How words of phrases begin and how they end, where they are divided in two; numbered from 1.
  const beginnings = new Map<string, number>();
  const endings = new Map<string, number>();
  // Which beginnings and endings make a word, as bits; two pairs may share one.
  const joins = new Int32Array(JOIN_BITS / 32);
  let count = 0;
  let longestPrefix = 0;

  function learn(into: Map<string, number>, name: string): number {
    const known = into.get(name);
    if (known !== undefined) return known;
    into.set(name, count);
    count += 1;
    return count - 1;
  }

  /** The numbers of a word of phrases, as it is or by its alias. */
  function itemsOf(word: string, known = words, others = aliases): number[] {
    const item = known.get(word);
    return [...(item === undefined ? [] : [item]), ...(others.get(word) ?? [])];
  }

  function learnSound(item: number, word: string): void {
    const sounding = { item, word, sound: soundOf(word), letters: lettersOf(word) };
    for (const key of nearbySkeletons(skeletonOf(word))) {
      const sharing = skeletons.get(key) ?? new Set();
      skeletons.set(key, sharing.add(sounding));
    }
    // Single letters are heard in all kinds of ways; spelt words are found otherwise.
    for (let end = 2; end < word.length - 1; end += 1) {
      const bit = joinBit(numbered(beginnings, word.slice(0, end)), numbered(endings, word.slice(end)));
      joins[bit >>> 5] = (joins[bit >>> 5] ?? 0) | (1 << (bit & 31));
    }
  }

  return {
    /** The number of a word; of a value when `name` begins with `#` or `{`. */
    word(name: string, alias?: string): number {
      const isNew = !words.has(name);
      const item = learn(words, name);
      learnAlias(aliases, alias, item);
      if (isNew && /^\p{L}{3,}$/u.test(name)) learnSound(item, name);
      return item;
    },
    /** The number of all words that begin so. */
    prefix(beginning: string, alias?: string): number {
      longestPrefix = Math.max(longestPrefix, beginning.length, alias?.length ?? 0);
      const item = learn(prefixes, beginning);
      learnAlias(prefixAliases, alias, item);
      return item;
    },
    /** The number of a word that some phrase has. */
    find: (name: string): number | undefined => words.get(name),
    /** The values of phrases, by number; amounts and percentages only where they may have been said. */
    values: (hasAmounts: boolean): number[] =>
      [...words].flatMap(([name, item]) => (isValue(name) && (hasAmounts || !isAmount(name)) ? item : [])),
    /** The number of a beginning or an ending of words of phrases that were divided in two; 0 if it is none. */
    beginningOf: (heard: string): number => beginnings.get(heard) ?? 0,
    endingOf: (heard: string): number => endings.get(heard) ?? 0,
    /** Whether a beginning and an ending, by number, make a word of a phrase. Sometimes true for others as well. */
    mayMakeWord(beginning: number, ending: number): boolean {
      const bit = joinBit(beginning, ending);
      return beginning > 0 && ending > 0 && (((joins[bit >>> 5] ?? 0) >>> (bit & 31)) & 1) === 1;
    },
    /** The words of phrases that a heard word may stand for. Call it once all phrases are known. */
    stands(heard: string, alias?: string): readonly Stand[] {
      const distances = new Map<number, number>();
      const note = (item: number | undefined, distance: number): void => {
        if (item !== undefined) distances.set(item, Math.min(distance, distances.get(item) ?? Infinity));
      };
      for (const word of shortFor.get(heard) ?? []) note(words.get(word), 0);
      for (const word of alias === undefined ? [heard] : [heard, alias]) {
        for (const item of itemsOf(word)) note(item, 0);
        for (let end = Math.min(word.length, longestPrefix); end > 0; end -= 1) {
          for (const item of itemsOf(word.slice(0, end), prefixes, prefixAliases)) note(item, 0);
        }
      }
      const sound = soundOf(heard);
      const letters = lettersOf(heard);
      for (const key of nearbySkeletons(skeletonOf(heard))) {
        for (const wanted of skeletons.get(key) ?? []) {
          // Most words that share a few sounds share few letters; that is told much faster than how far apart they are.
          if (lettersApart(letters, wanted.letters) > 1.2 * Math.max(heard.length, wanted.word.length)) continue;
          if (distances.has(wanted.item)) continue;
          const distance = wordDistance({ word: heard, sound }, wanted);
          if (distance <= MAX_DISTANCE) note(wanted.item, distance);
        }
      }
      return [...distances].map(([item, distance]) => ({ item, distance }));
    },
    /** The pairs of words of phrases, as they are, that run together make a heard word; the second may be a prefix. */
    runs(heard: string): readonly Run[] {
      const runs: Run[] = [];
      for (let end = 1; end < heard.length; end += 1) {
        const [head, tail] = [heard.slice(0, end), heard.slice(end)];
        const firsts = itemsOf(head);
        if (firsts.length === 0 || negators.has(head) || negators.has(tail)) continue;
        const seconds = [...itemsOf(tail), ...itemsOf(`'${tail}`)];
        for (let length = Math.min(tail.length, longestPrefix); length > 0; length -= 1)
          seconds.push(...itemsOf(tail.slice(0, length), prefixes, prefixAliases));
        for (const first of firsts) for (const second of seconds) runs.push({ first, second });
      }
      return runs;
    },
    get size(): number {
      return count;
    },
  };
}

export type Vocabulary = ReturnType<typeof createVocabulary>;

/** `{money}`, `{percent}`, `#dollars200` */
const isAmount = (name: string): boolean => /^(?:\{money|\{percent|#(?!th|digits)[a-z])/.test(name);

function numbered(names: Map<string, number>, name: string): number {
  const number = names.get(name) ?? names.size + 1;
  names.set(name, number);
  return number;
}

function learnAlias(aliases: Map<string, number[]>, alias: string | undefined, item: number): void {
  if (alias !== undefined) aliases.set(alias, [...(aliases.get(alias) ?? []), item]);
}

/**
 * A skeleton, and what remains of it when any one sound is left out. Never single sounds: all short words would be
 * neighbours.
 */
function nearbySkeletons(skeleton: string): string[] {
  const keys = new Set([skeleton]);
  for (let gone = 0; skeleton.length > 2 && gone < skeleton.length; gone += 1) {
    keys.add(skeleton.slice(0, gone) + skeleton.slice(gone + 1));
  }
  return [...keys];
}
