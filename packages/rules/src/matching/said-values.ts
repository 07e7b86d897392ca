import { correctionsIn } from '../speech/heard-corrections.js';
import { valueWords } from '../speech/heard-passes.js';
import { englishReader, readerOfLocale, type WordReader } from '../words/word-reader.js';
import type { WordToken } from '../words/word-tokens.js';
import { splitWords } from '../words/words.js';
import type { ValueKind } from '../pack/pack.js';

/** A value that was said, as all that it may be: `six ninety nine percent` is 699 and 6.99. */
export interface SaidValue {
  readonly numbers: readonly number[];
  /** What it is written with: `percent`, a currency such as `dollars`, or nothing. */
  readonly unit: string;
}

/**
 * Finds the values of a kind in some words of a speaker, those that were taken back left out. If none is of this kind,
 * its unit was left out, and any number may be meant.
 *
 * @param locale of the words
 */
export function saidValues(words: string, kind: ValueKind, locale: string, fillers: readonly string[]): SaidValue[] {
  const reader = readerOfLocale(locale);
  const tokens = tokensOf(words, fillers, reader);
  const own = valuesOf(tokens, kind, reader);
  return own.length > 0 || kind === 'digits' || kind === 'ordinal' ? own : valuesOf(tokens, 'number', reader);
}

/** All numbers that a text may be that is nothing but a value: `6.99`, `6.99 %`, `$1,200`. */
export function numbersOf(text: string): number[] {
  const tokens = tokensOf(text, [], englishReader);
  return englishReader
    .numbersAt(tokens, 0)
    .flatMap(({ to, names }) => (to === tokens.length ? (readName(names[1])?.number ?? []) : []));
}

function valuesOf(tokens: readonly WordToken[], kind: ValueKind, { numbersAt }: WordReader): SaidValue[] {
  const values: SaidValue[] = [];
  for (let from = 0; from < tokens.length;) {
    const spans = numbersAt(tokens, from);
    const own = spans.filter(({ names }) => names[0] === `{${kind}}`);
    const end = Math.max(...own.map(({ to }) => to));
    const read = own.flatMap(({ to, names }) => (to === end ? (readName(names[1]) ?? []) : []));
    const [first] = read;
    if (first !== undefined) {
      // Two numbers said as one may be divided by the point: `six ninety nine`.
      const isPair = spans.filter(({ names }) => names[0] === '{number}').length > 1;
      const numbers = read.flatMap(({ number }) => (isPair && number >= 100 ? [number / 100, number] : [number]));
      values.push({ numbers, unit: first.unit });
    }
    from = Math.max(from + 1, ...spans.map(({ to }) => to));
  }
  return values;
}

/** `#percent5.99`, `#dollars1200` */
function readName(name: string | undefined): { unit: string; number: number } | undefined {
  const [, unit, number] = /^#([a-z]*)([\d.]+)$/.exec(name ?? '') ?? [];
  return unit === undefined ? undefined : { unit, number: Number(number) };
}

function tokensOf(text: string, fillers: readonly string[], reader: WordReader): WordToken[] {
  const { wordTokens } = reader;
  const heard = splitWords(text)
    .flatMap(wordTokens)
    .filter(({ kind }) => kind !== 'aside');
  const passed = new Set<number>();
  for (const filler of fillers.map((each) => splitWords(each).flatMap(wordTokens))) {
    for (const [at] of heard.entries()) {
      if (filler.length === 0 || !filler.every((word, index) => heard[at + index]?.text === word.text)) continue;
      for (const [index] of filler.entries()) passed.add(at + index);
    }
  }
  const telling = [...heard.keys()].filter((at) => !passed.has(at));
  const told = valueWords(heard, telling, reader).flatMap((at) => heard[at] ?? []);
  const retracted = correctionsIn(
    told,
    told.map((_, at) => at),
    reader,
  );
  return told.filter((_, at) => !retracted.some(([from, to]) => from <= at && at < to));
}
