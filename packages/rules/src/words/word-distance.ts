import type { Language } from '../languages/language.js';
import type { WordClasses } from './word-classes.js';
import { createSounds } from './word-sound.js';

/** Words that differ by more are not taken for each other. Measured: see docs/matching.md. */
export const MAX_DISTANCE = 0.46;

/** A word and how it sounds. */
export interface SoundedWord {
  readonly word: string;
  readonly sound: string;
}

/** Compares words as they are written and as they sound. */
export function createWordDistance({ sounds, numbers }: Language, { negators, smallWords }: WordClasses) {
  const { soundOf, skeletonOf, soundGap } = createSounds(sounds);
  const isNeverAnother = (word: string): boolean =>
    negators.has(word) || smallWords.has(word) || numbers.numerals.has(word);

  return {
    soundOf,
    skeletonOf,
    /**
     * How unlike two words are, by letters and by sound: 0 the same, 1 nothing in common. Infinite where one must never
     * be taken for the other: negations, opposites (`connect`, `disconnect`), small words, numbers.
     */
    wordDistance: (heard: SoundedWord, wanted: SoundedWord): number => {
      if (heard.word === wanted.word) return 0;
      if (isNeverAnother(heard.word) || isNeverAnother(wanted.word)) return Infinity;
      const [short, long] =
        heard.word.length < wanted.word.length ? [heard.word, wanted.word] : [wanted.word, heard.word];
      if (short.length < MAX_DISTANCE * long.length || long.replace(sounds.opposite, '') === short) return Infinity;
      const longest = Math.max(heard.sound.length, wanted.sound.length);
      const apart = editDistance(heard.sound, wanted.sound, soundGap) / longest;
      if ((short.length < 3 || long.length < 4) && apart > 0) return Infinity;
      return (apart + editDistance(heard.word, wanted.word, letterGap) / long.length) / 2;
    },
  };
}

const letterGap = (one: string, other: string): number => (one === other ? 0 : 1);

/** Levenshtein's distance, with a substitution as dear as `gap` says. */
function editDistance(one: string, other: string, gap: (a: string, b: string) => number): number {
  let above = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let row = 1; row <= one.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= other.length; column += 1) {
      current.push(
        Math.min(
          (above[column] ?? 0) + 1,
          (current[column - 1] ?? 0) + 1,
          (above[column - 1] ?? 0) + gap(one.charAt(row - 1), other.charAt(column - 1)),
        ),
      );
    }
    above = current;
  }
  return above[other.length] ?? 0;
}
