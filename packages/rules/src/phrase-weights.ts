import { negators, smallWords } from './word-classes.js';

/** How much a word says, and with it how dear it is to miss. Measured: see docs/matching.md. */
export function weightOf(word: string): number {
  if (negators.has(word)) return 1;
  return smallWords.has(word) ? 0.3 : 1;
}

/** A value says more than a word. */
export const slotWeight = 1.5;

/**
 * What it costs when speech and phrase differ, in the weight of words. A phrase matches when all its differences cost
 * no more than `allowance` of the weight of its matched words.
 */
export const costs = {
  allowance: 0.2,
  /** A word that sounds alike, for a distance of 1. */
  unlike: 1,
  /** A small word of the phrase that was not heard, by its weight. */
  dropped: 1,
  /** A small word heard too much, or any other. */
  addedSmall: 0.2,
  added: 0.7,
  /** Two words heard as one, or one as two. */
  joined: 0.02,
} as const;
