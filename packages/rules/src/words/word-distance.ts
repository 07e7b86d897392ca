import { numberWords } from './number-words.js';
import { negators, smallWords } from './word-classes.js';
import { soundGap } from './word-sound.js';

/** Words that differ by more are not taken for each other. Measured: see docs/matching.md. */
export const MAX_DISTANCE = 0.46;

/** A prefix that makes a word its opposite. */
const OPPOSITE = /^(?:un|in|im|ir|non|dis|de|mis)/;

/** A word and how it sounds. */
export interface SoundedWord {
  readonly word: string;
  readonly sound: string;
}

/**
 * How unlike two words are, by letters and by sound: 0 the same, 1 nothing in common. Infinite where one must never be
 * taken for the other: negations, opposites (`connect`, `disconnect`), small words, numbers.
 */
export function wordDistance(heard: SoundedWord, wanted: SoundedWord): number {
  if (heard.word === wanted.word) return 0;
  if (isNeverAnother(heard.word) || isNeverAnother(wanted.word)) return Infinity;
  const [short, long] = heard.word.length < wanted.word.length ? [heard.word, wanted.word] : [wanted.word, heard.word];
  if (short.length < MAX_DISTANCE * long.length || long.replace(OPPOSITE, '') === short) return Infinity;
  const longest = Math.max(heard.sound.length, wanted.sound.length);
  const sounds = editDistance(heard.sound, wanted.sound, soundGap) / longest;
  if ((short.length < 3 || long.length < 4) && sounds > 0) return Infinity;
  return (sounds + editDistance(heard.word, wanted.word, letterGap) / long.length) / 2;
}

const isNeverAnother = (word: string): boolean => negators.has(word) || smallWords.has(word) || numberWords.has(word);

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
