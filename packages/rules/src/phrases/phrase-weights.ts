import type { WordClasses } from '../words/word-classes.js';

/** How much a word says, and with it how dear it is to miss. Measured: see docs/matching.md. */
export function weightOf(word: string, { negators, smallWords }: WordClasses): number {
  if (negators.has(word)) return 1;
  return smallWords.has(word) ? 0.3 : 1;
}

/** Whether a phrase is still the same without the word. */
export function isDroppable(word: string, { bindingWords }: WordClasses): boolean {
  return bindingWords.has(word);
}

/** A value says more than a word. */
export const SLOT_WEIGHT = 1.5;

/**
 * What it costs when speech and phrase differ, in the weight of words. A phrase matches when all its differences cost
 * no more than `allowance` of the weight of its matched words.
 */
export const costs = {
  allowance: 0.2,
  /** A small word of the phrase that was not heard, by its weight. */
  dropped: 1.5,
  /** A small word heard too much, or any other. */
  addedSmall: 0.2,
  added: 0.7,
  /** A word in a gap: the longer it is, the less its two ends speak for each other. */
  gap: 0.03,
  /** Two words heard as one, or one as two. */
  joined: 0.02,
} as const;

/** What may differ between speech and phrase. */
export interface Tolerance {
  /** Whether words may sound alike only, and be joined or divided. */
  readonly unlike: boolean;
  /** Whether small words may be dropped or added. */
  readonly uneven: boolean;
  /** Whether auxiliaries may be dropped too. */
  readonly withoutAuxiliary: boolean;
  /** How much all differences may cost, as a share of the weight of the words that were heard as they are. */
  readonly allowance: number;
  /** How much they may cost beyond that. Above 0 any word may be missing: this finds near misses, not matches. */
  readonly excess: number;
}
