import { lettersApart, lettersOf } from './letter-set.js';
import { maxDistance, wordDistance } from './word-distance.js';
import { skeletonOf, soundOf } from './word-sound.js';

/** A word of a phrase that a heard word may stand for, and how unlike they are: 0 is the same word. */
export interface Stand {
  readonly item: number;
  readonly distance: number;
}

/** What is written as an ending (`'s`, `'d`) and the words it is short for. */
const shortFor: Readonly<Record<string, readonly string[]>> = {
  "'s": ['is', 'has', 'us'],
  "'d": ['would', 'had'],
  is: ["'s"],
  has: ["'s"],
  us: ["'s"],
  would: ["'d"],
  had: ["'d"],
};

/** A word of a phrase and how it sounds. */
interface Sounding {
  readonly item: number;
  readonly word: string;
  readonly sound: string;
  readonly letters: number;
}

/** All words that the phrases of a pack are made of, numbered, and what heard words may stand for. */
export function createVocabulary() {
  const words = new Map<string, number>();
  const prefixes = new Map<string, number>();
  const skeletons = new Map<string, Set<Sounding>>();
  const beginnings = new Set<string>();
  const endings = new Set<string>();
  let count = 0;
  let longestPrefix = 0;

  function learn(into: Map<string, number>, name: string): number {
    const known = into.get(name);
    if (known !== undefined) return known;
    into.set(name, count);
    count += 1;
    return count - 1;
  }

  function learnSound(item: number, word: string): void {
    const sounding = { item, word, sound: soundOf(word), letters: lettersOf(word) };
    for (const key of nearbySkeletons(skeletonOf(word))) {
      const sharing = skeletons.get(key) ?? new Set();
      skeletons.set(key, sharing.add(sounding));
    }
    // Single letters are heard in all kinds of ways; spelt words are found otherwise.
    for (let end = 2; end < word.length - 1; end += 1) {
      beginnings.add(word.slice(0, end));
      endings.add(word.slice(end));
    }
  }

  return {
    /** The number of a word; of a value when `name` begins with `#` or `{`. */
    word(name: string): number {
      const isNew = !words.has(name);
      const item = learn(words, name);
      if (isNew && /^\p{L}{3,}$/u.test(name)) learnSound(item, name);
      return item;
    },
    /** The number of two words run together. They are found only as they are: a word alike is not both of them. */
    join: (run: string): number => learn(words, joinOf(run)),
    /** The number of all words that begin so. */
    prefix(beginning: string): number {
      longestPrefix = Math.max(longestPrefix, beginning.length);
      return learn(prefixes, beginning);
    },
    /** The number of a word that some phrase has. */
    find: (name: string): number | undefined => words.get(name),
    /** The numbers of all values: slots and numbers that phrases have. */
    values: (): number[] => [...words].filter(([name]) => /^[#{]/.test(name)).map(([, item]) => item),
    /** Whether some word of a phrase begins so and goes on, or ends so and begins otherwise. */
    beginsWord: (heard: string): boolean => beginnings.has(heard),
    endsWord: (heard: string): boolean => endings.has(heard),
    /** What a heard word may stand for, by number. To be asked when all phrases are known. */
    stands(heard: string): readonly Stand[] {
      const distances = new Map<number, number>();
      const note = (item: number | undefined, distance: number): void => {
        if (item !== undefined) distances.set(item, Math.min(distance, distances.get(item) ?? Infinity));
      };
      for (const word of [heard, ...(shortFor[heard] ?? [])]) note(words.get(word), 0);
      note(words.get(joinOf(heard)), 0);
      for (let end = Math.min(heard.length, longestPrefix); end > 0; end -= 1)
        note(prefixes.get(heard.slice(0, end)), 0);
      const sound = soundOf(heard);
      const letters = lettersOf(heard);
      for (const key of nearbySkeletons(skeletonOf(heard))) {
        for (const wanted of skeletons.get(key) ?? []) {
          // Most words that share a few sounds share few letters; that is told much faster than how far apart they are.
          if (lettersApart(letters, wanted.letters) > 1.2 * Math.max(heard.length, wanted.word.length)) continue;
          if (distances.has(wanted.item)) continue;
          const distance = wordDistance({ word: heard, sound }, wanted);
          if (distance <= maxDistance) note(wanted.item, distance);
        }
      }
      return [...distances].map(([item, distance]) => ({ item, distance }));
    },
    get size(): number {
      return count;
    },
  };
}

export type Vocabulary = ReturnType<typeof createVocabulary>;

const joinOf = (run: string): string => `+${run}`;

/**
 * A skeleton and all that remain when one of its sounds is left out; not single sounds, which would make all short words
 * neighbours.
 */
function nearbySkeletons(skeleton: string): string[] {
  const keys = new Set([skeleton]);
  for (let gone = 0; skeleton.length > 2 && gone < skeleton.length; gone += 1) {
    keys.add(skeleton.slice(0, gone) + skeleton.slice(gone + 1));
  }
  return [...keys];
}
