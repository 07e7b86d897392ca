import { numberWords } from './number-words.js';
import { negators, smallWords } from './word-classes.js';
import { soundGap, soundOf } from './word-sound.js';

/** Words that differ by more are not taken for each other. Measured: see docs/matching.md. */
export const maxDistance = 0.46;

/** A prefix that makes a word its opposite. */
const opposite = /^(?:un|in|im|ir|non|dis|de|mis)/;

/**
 * How unlike two words are, by letters and by sound: 0 the same, 1 nothing in common. Infinite where one must never be
 * taken for the other: negations, opposites (`connect`, `disconnect`), and small words for others.
 */
export function wordDistance(heard: string, wanted: string): number {
  if (heard === wanted) return 0;
  if ([heard, wanted].some((word) => negators.has(word) || smallWords.has(word) || numberWords.has(word)))
    return Infinity;
  const [short, long] = heard.length < wanted.length ? [heard, wanted] : [wanted, heard];
  if (long.endsWith(short.slice(1)) && opposite.test(long) && long.replace(opposite, '') === short) return Infinity;
  const [heardSound, wantedSound] = [soundOf(heard), soundOf(wanted)];
  const sounds = editDistance(heardSound, wantedSound, soundGap) / Math.max(heardSound.length, wantedSound.length);
  if ((short.length < 3 || long.length < 4) && sounds > 0) return Infinity;
  const letters = editDistance(heard, wanted, letterGap) / long.length;
  return (sounds + letters) / 2;
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
