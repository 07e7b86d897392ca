import type { HeardWord } from './heard-words.js';
import { isSaidAt, type Pass } from './heard-passes.js';
import type { WordReader } from '../words/word-reader.js';
import type { WordToken } from '../words/word-tokens.js';

/** How many of such terms may follow one another. */
const MAX_TERMS = 3;

/**
 * Finds values that a speaker takes back at once, up to the right value: `three hundred, no wait,` before `two hundred
 * and sixty dollars`; `one year i mean` before `two years`. Both are of one kind: `fifty dollars no thirty days notice`
 * takes nothing back.
 *
 * @param telling the places of the words that are not passed over
 */
export function correctionsIn(
  words: readonly (WordToken & Partial<Pick<HeardWord, 'numeric' | 'corrects'>>)[],
  telling: readonly number[],
  reader: WordReader,
): Pass[] {
  const first = words.findIndex(({ numeric }) => numeric !== false);
  if (first < 0) return [];
  const last = words.findLastIndex(({ numeric }) => numeric !== false);
  if (words.slice(first, last).every(({ corrects }) => corrects === false)) return [];
  const { terms, leads } = reader.language.corrections;
  const tokens = telling.flatMap((place) => words[place] ?? []);
  const has = (at: number, some: readonly string[]) => isSaidAt(tokens, at, some);
  const behindTerms = (from: number): number => {
    let at = from;
    for (let count = 0; count < MAX_TERMS; count += 1) at += terms.find((term) => has(at, term))?.length ?? 0;
    return at === from ? at : at + (leads.find((lead) => has(at, lead))?.length ?? 0);
  };
  const corrections: Pass[] = [];
  for (let from = 0; from < tokens.length; from += 1) {
    const taken = valueAt(tokens, from, reader);
    if (taken === undefined) continue;
    const { to: end } = taken;
    // What is counted may stand behind the value: `one year`.
    const right = [end, end + 1].map((at) => [at, behindTerms(at)] as const).find(([at, behind]) => behind > at)?.[1];
    const given = right === undefined ? undefined : valueAt(tokens, right, reader);
    if (right !== undefined && given !== undefined && areAlike(taken.kind, given.kind))
      corrections.push([telling[from] ?? 0, telling[right] ?? 0]);
    from = end - 1;
  }
  return corrections;
}

/** A number alone may be of any kind; `counted`: a word for what it counts stands behind it. */
type ValueKind = 'money' | 'percent' | 'ordinal' | 'counted' | 'alone';

const areAlike = (one: ValueKind, other: ValueKind): boolean => one === other || one === 'alone' || other === 'alone';

/** The longest value that begins at a place. */
function valueAt(
  tokens: readonly WordToken[],
  from: number,
  { language, classes, maybeValue, numbersAt }: WordReader,
): { kind: ValueKind; to: number } | undefined {
  const spans = maybeValue(tokens, from) ? numbersAt(tokens, from) : [];
  if (spans.length === 0) return undefined;
  const to = Math.max(...spans.map((span) => span.to));
  const slots = new Set(spans.flatMap((span) => (span.to === to ? (span.names[0] ?? []) : [])));
  const unit = (['money', 'percent', 'ordinal'] as const).find((kind) => slots.has(`{${kind}}`));
  const { numbers, corrections } = language;
  const behind = tokens[to]?.text ?? '';
  const isAlone =
    behind === '' ||
    classes.smallWords.has(behind) ||
    numbers.unitless.behind.has(behind) ||
    corrections.terms.some((term) => isSaidAt(tokens, to, term));
  return { kind: unit ?? (isAlone ? 'alone' : 'counted'), to };
}

/** The same words, but those that are taken back stand for nothing. */
export function withoutRetracted(words: readonly HeardWord[], corrections: readonly Pass[]): readonly HeardWord[] {
  if (corrections.length === 0) return words;
  const isRetracted = (place: number) => corrections.some(([from, to]) => from <= place && place < to);
  return words.map((word, place) =>
    isRetracted(place) ? { ...word, stands: [], runs: [], kinds: 0, negates: false, numeric: false } : word,
  );
}
