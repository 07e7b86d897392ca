import type { Utterance } from './call-format.js';

/** Nobody says as many words in a second; auctioneers say five. */
const MOST_WORDS_PER_SECOND = 50;
const FEWEST_WORDS = 3;
/** How fast people speak, to estimate how long something took to say. */
const WORDS_PER_SECOND = 2.5;

export const wordsIn = (text: string): number => text.match(/\S+/g)?.length ?? 0;

/** About how long it takes to say this, in ms. */
export const speechMs = (text: string): number => (wordsIn(text) / WORDS_PER_SECOND) * 1000;

/** How many words are said from the first to the last time that is known, and in how many ms. */
export function rateOf(utterances: readonly Pick<Utterance, 'startMs' | 'endMs' | 'text'>[]) {
  const timed = utterances.filter(({ startMs, endMs }) => startMs !== undefined && endMs !== undefined);
  const words = timed.reduce((sum, { text }) => sum + wordsIn(text), 0);
  const first = timed.reduce((least, { startMs = 0 }) => Math.min(least, startMs), Infinity);
  const last = timed.reduce((most, { endMs = 0 }) => Math.max(most, endMs), 0);
  return { words, spanMs: Math.max(0, last - first) };
}

/** Whether nobody can have said so many words in this time. A span of 0 says nothing: all has the same time. */
export const isTooFast = ({ words, spanMs }: { readonly words: number; readonly spanMs: number }): boolean =>
  spanMs > 0 && words >= FEWEST_WORDS && (words / spanMs) * 1000 > MOST_WORDS_PER_SECOND;
