import type { Utterance } from './call-format.js';

/** Nobody says as many words in a second; auctioneers say five. */
const MOST_WORDS_PER_SECOND = 50;
const FEWEST_WORDS = 3;
/** So many turns take longer than a blink, however short they are. */
const FEWEST_TURNS = 3;
/** How fast people speak, to estimate how long something took to say. */
const WORDS_PER_SECOND = 2.5;

export const wordsIn = (text: string): number => text.match(/\S+/g)?.length ?? 0;

/** About how long it takes to say this, in ms. */
export const speechMs = (text: string): number => (wordsIn(text) / WORDS_PER_SECOND) * 1000;

/** How many words are said, in how many utterances, from the first to the last time that is known, and in how many ms. */
export function rateOf(utterances: readonly Pick<Utterance, 'startMs' | 'endMs' | 'text'>[]) {
  const timed = utterances.flatMap(({ startMs, endMs = startMs, text }) =>
    startMs === undefined || endMs === undefined ? [] : { startMs, endMs, words: wordsIn(text) },
  );
  const first = timed.reduce((least, { startMs }) => Math.min(least, startMs), Infinity);
  const last = timed.reduce((most, { endMs }) => Math.max(most, endMs), 0);
  // What begins at the last time that is known was said after it.
  const within = timed.filter(({ startMs }) => startMs < last);
  const words = within.reduce((sum, one) => sum + one.words, 0);
  return { words, turns: timed.length, spanMs: Math.max(0, last - first) };
}

/** Whether nobody can have said so many words in this time. A span of 0 says nothing: all has the same time. */
export const isTooFast = ({ words, turns, spanMs }: ReturnType<typeof rateOf>): boolean =>
  spanMs > 0 && (words >= FEWEST_WORDS || turns >= FEWEST_TURNS) && (words / spanMs) * 1000 > MOST_WORDS_PER_SECOND;
