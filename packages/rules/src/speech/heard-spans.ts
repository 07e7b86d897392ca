import { joinOf, type HeardWord } from './heard-words.js';
import type { Pass } from './heard-passes.js';
import type { NumberSpan } from '../words/numbers.js';
import type { WordReader } from '../words/word-reader.js';
import type { Stand, Vocabulary } from '../phrases/vocabulary.js';

/** Several heard words that together may stand for one word or value of a phrase. */
export interface HeardSpan {
  readonly from: number;
  /** The word behind it. */
  readonly to: number;
  readonly stands: readonly Stand[];
}

/** How many letters of a word may be spelt. */
export const MAX_SPELLING = 6;

/** A small distance for a word heard as two, so that it does not count with `tolerance: exact`. */
export const SPLIT_DISTANCE = 0.02;

/** Finds letters spelt one by one that are a word of a phrase. */
export function spellingsIn(
  words: readonly HeardWord[],
  telling: readonly number[],
  vocabulary: Vocabulary,
): HeardSpan[] {
  const spans: HeardSpan[] = [];
  for (let place = 0; place < telling.length; place += 1) {
    const from = telling[place] ?? 0;
    const first = words[from];
    if (first?.letter !== true) continue;
    let { text } = first;
    for (let length = 2; length <= MAX_SPELLING; length += 1) {
      const last = telling[place + length - 1] ?? -1;
      const next = words[last];
      if (next?.letter !== true) break;
      text += next.text;
      const item = vocabulary.find(text);
      if (item !== undefined) spans.push({ from, to: last + 1, stands: [{ item, distance: 0 }] });
    }
  }
  return spans;
}

/** Finds words of phrases that were heard as two. */
export function splitsIn(words: readonly HeardWord[], vocabulary: Vocabulary): HeardSpan[] {
  const spans: HeardSpan[] = [];
  for (let from = 0; from + 1 < words.length; from += 1) {
    const item = joinOf(vocabulary, words[from], words[from + 1]);
    if (item !== undefined) spans.push({ from, to: from + 2, stands: [{ item, distance: SPLIT_DISTANCE }] });
  }
  return spans;
}

/** A small distance for an amount without its unit, so that it counts with `asr` only, and not by itself. */
const UNITLESS_DISTANCE = 0.1;

/**
 * Finds the words that open a range, which may be passed over: `between 200 and 300 dollars`.
 *
 * @param tokens the telling words
 */
export function rangeOpeningsIn(
  tokens: readonly HeardWord[],
  telling: readonly number[],
  { language, rangesAt }: WordReader,
): Pass[] {
  const { openings, loosely } = language.numbers.ranges;
  const passes: Pass[] = [];
  for (let at = 0; at < tokens.length; at += 1) {
    if (!openings.has(tokens[at]?.text ?? '') || rangesAt(tokens, at + 1).every(({ to }) => to <= at)) continue;
    const from = loosely.has(tokens[at - 1]?.text ?? '') ? at - 1 : at;
    passes.push([telling[from] ?? 0, telling[at + 1] ?? 0]);
  }
  return passes;
}

/**
 * Finds the values that phrases ask for.
 *
 * @param tokens the telling words
 */
export function valuesIn(
  tokens: readonly HeardWord[],
  telling: readonly number[],
  { vocabulary, reader }: { readonly vocabulary: Vocabulary; readonly reader: WordReader },
): HeardSpan[] {
  const { maybeValue, numbersAt, rangesAt, readAll, unitlessAt } = reader;
  // Behind the last number: `one` is no value of its own in `twenty one` and in `seven point one`.
  let behind = 0;
  const spans: HeardSpan[] = [];
  for (let from = 0; from < tokens.length; from += 1) {
    if (!maybeValue(tokens, from)) continue;
    const read = readAll(tokens, from);
    const numbers = [...numbersAt(tokens, from, read), ...rangesAt(tokens, from, read)];
    const [whole] = numbers;
    const isPart = from < behind;
    if (whole !== undefined && /^\{(?:number|percent)\}$/.test(whole.names[0] ?? ''))
      behind = Math.max(behind, whole.to);
    if (isPart) continue;
    const add = ({ to, names }: NumberSpan, distance: number): void => {
      const items = names.flatMap((name) => vocabulary.find(name) ?? []);
      const stands = items.map((item) => ({ item, distance }));
      if (items.length > 0) spans.push({ from: telling[from] ?? 0, to: (telling[to - 1] ?? 0) + 1, stands });
    };
    for (const each of numbers) add(each, 0);
    for (const each of unitlessAt(tokens, from, read)) add(each, UNITLESS_DISTANCE);
  }
  return spans;
}
