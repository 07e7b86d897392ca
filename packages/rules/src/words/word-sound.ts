import type { Sounds } from '../languages/sounds.js';

/** Hears words as a language sounds. */
export function createSounds({ spellings, confused, endings, merged, vowels }: Sounds) {
  const alike = new Set(confused.flatMap(([one = '', other = '']) => [one + other, other + one]));
  const easilyConfused = new RegExp(`[${Object.keys(merged).join('')}]`, 'g');
  const innerVowels = new RegExp(`(?!^)(?:${vowels.source})`, 'g');

  /** How a word sounds, roughly. */
  const soundOf = (word: string): string =>
    spellings.reduce((sound, [spelling, letter]) => sound.replaceAll(spelling, letter), word);

  return {
    soundOf,
    /**
     * The consonants of a word's stem, sounds that are easily confused made one: words that may be taken for each other
     * differ by one of them at most.
     */
    skeletonOf: (word: string): string =>
      soundOf(word.replace(endings, ''))
        .replace(innerVowels, '')
        .replace(easilyConfused, (letter) => merged[letter] ?? letter)
        .replace(/(.)\1+/g, '$1'),
    /** How far apart two sounds are, 0 to 1. */
    soundGap: (one: string, other: string): number => {
      if (one === other) return 0;
      return alike.has(one + other) ? 0.4 : 1;
    },
  };
}
