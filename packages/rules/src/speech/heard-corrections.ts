import type { HeardWord } from './heard-words.js';
import type { Pass } from './heard-passes.js';
import { maybeValue, numbersAt } from '../words/numbers.js';

/** By what a speaker takes back the value before, the longest first; several may follow one another. */
const terms =
  `let me correct that, i should say, no no, no wait, wait no, i am sorry, i meant, i mean, or rather, make that,
  make it, scratch that, strike that, excuse me, pardon me, my mistake, my apologies, sorry, wait, correction, rather, actually, no`
    .split(',')
    .map((term) => term.trim().split(/\s+/));
const MAX_TERMS = 3;

/** What may stand between such a term and the right value. */
const leads = [
  ['it', 'is'],
  ['that', 'is'],
  ['it', "'s"],
  ['that', "'s"],
  ['that', 'would', 'be'],
  ['it', 'will', 'be'],
];

const MAYBE_TERM =
  /\b(?:wait|sorry|mean|meant|correct|correction|rather|make|scratch|strike|excuse|pardon|mistake|apologies|actually|say|no)\b/i;

/** Whether a text may take back a value: a quick look that few texts pass. */
export const mayCorrect = (text: string): boolean => MAYBE_TERM.test(text);

/**
 * Finds values that a speaker takes back at once, up to the right value: `three hundred, no wait,` before `two hundred
 * and sixty dollars`; `one year i mean` before `two years`.
 *
 * @param telling the places of the words that are not passed over
 */
export function correctionsIn(words: readonly HeardWord[], telling: readonly number[]): Pass[] {
  if (!words.some((word) => word.numeric)) return [];
  const tokens = telling.flatMap((place) => words[place] ?? []);
  const has = (at: number, some: readonly string[]) => some.every((text, index) => tokens[at + index]?.text === text);
  const behindTerms = (from: number): number => {
    let at = from;
    for (let count = 0; count < MAX_TERMS; count += 1) at += terms.find((term) => has(at, term))?.length ?? 0;
    return at === from ? at : at + (leads.find((lead) => has(at, lead))?.length ?? 0);
  };
  const corrections: Pass[] = [];
  for (let from = 0; from < tokens.length; from += 1) {
    const end = valueEnd(tokens, from);
    if (end === from) continue;
    // What is counted may stand behind the value: `one year`.
    const right = [end, end + 1].map((at) => [at, behindTerms(at)] as const).find(([at, behind]) => behind > at)?.[1];
    if (right !== undefined && valueEnd(tokens, right) > right)
      corrections.push([telling[from] ?? 0, telling[right] ?? 0]);
    from = end - 1;
  }
  return corrections;
}

/** Behind the longest value that begins at a place; the place itself if none does. */
function valueEnd(tokens: readonly HeardWord[], from: number): number {
  if (!maybeValue(tokens, from)) return from;
  return Math.max(from, ...numbersAt(tokens, from).map(({ to }) => to));
}

/** The same words, but those that are taken back stand for nothing. */
export function withoutRetracted(words: readonly HeardWord[], corrections: readonly Pass[]): readonly HeardWord[] {
  if (corrections.length === 0) return words;
  const isRetracted = (place: number) => corrections.some(([from, to]) => from <= place && place < to);
  return words.map((word, place) =>
    isRetracted(place) ? { ...word, stands: [], runs: [], kinds: 0, negates: false, numeric: false } : word,
  );
}
