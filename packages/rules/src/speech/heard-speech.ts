import { correctionsIn, withoutRetracted } from './heard-corrections.js';
import { createSlips } from './heard-slips.js';
import { clausesIn, fillersIn, repetitionsIn, tellingWords, valueWords, type Pass } from './heard-passes.js';
import { rangeOpeningsIn, spellingsIn, splitsIn, valuesIn, type HeardSpan } from './heard-spans.js';
import type { HeardWord, PartsOf } from './heard-words.js';
import type { Stand, Vocabulary } from '../phrases/vocabulary.js';
import type { WordReader } from '../words/word-reader.js';
import { splitWords, type WordPosition, type TurnStarts } from '../words/words.js';
import type { WrittenSpeech } from './written-word-table.js';

/** One speaker's words in a row, wherever they were cut, with what may be passed over. */
export interface HeardSpeech {
  readonly words: readonly HeardWord[];
  readonly spans: readonly HeardSpan[];
  /** The same by the word at which they begin, and by the word behind them; most places have none. */
  readonly spansFrom: ByPlace<HeardSpan>;
  readonly spansTo: ByPlace<HeardSpan>;
  /** Fillers, repetitions and asides: from a word to the word behind what may be passed over, and back. */
  readonly passesFrom: ByPlace<number>;
  readonly passesTo: ByPlace<number>;
  /** Relative clauses, which gaps pass over; as passes. */
  readonly clausesFrom: ByPlace<number>;
  readonly clausesTo: ByPlace<number>;
  /** Values that were taken back, each up to the right one. */
  readonly corrections: readonly Pass[];
  /** The place among the written words of the one that a heard word is part of. */
  readonly written: readonly number[];
  /** Of its segments. */
  readonly texts: readonly string[];
  /** Of its segments, as their frames name them. */
  readonly languages: SegmentLanguages;
  /** By segment, the written word behind its last. */
  readonly segmentEnds: readonly number[];
  /** The written words with which the speaker begins anew, ascending. */
  readonly turnStarts: readonly number[];
}

export type ByPlace<Value> = readonly (readonly Value[] | undefined)[];

/** By segment, the tag of its language; what is left out is not known. */
export type SegmentLanguages = readonly (string | undefined)[];

/** Successive segments of one speaker. */
export interface SpokenSegments {
  readonly texts: readonly string[];
  readonly languages: SegmentLanguages;
  readonly turns: TurnStarts;
  readonly written: WrittenSpeech;
}

export interface SpeechReaderContext {
  readonly vocabulary: Vocabulary;
  readonly reader: WordReader;
  readonly partsOf: PartsOf;
  /** Each as the words it consists of. */
  readonly fillers: readonly (readonly string[])[];
}

/**
 * Reads the texts of successive segments of one speaker as one row of words, from a written word on. Which values are said
 * is only read where phrases are looked for that ask for some.
 */
export function createSpeechReader({ vocabulary, reader, partsOf, fillers }: SpeechReaderContext) {
  const slipAt = createSlips(partsOf, reader);
  return (
    { texts, languages, turns, written: { numbers, count, segmentEnds } }: SpokenSegments,
    firstWord = 0,
    hasValues = true,
  ): HeardSpeech => {
    const heard: HeardWord[] = [];
    const written: number[] = [];
    for (let place = Math.max(0, firstWord); place < count; place += 1) {
      for (const part of slipAt({ numbers, count }, place) ?? partsOf(numbers[place] ?? 0)) {
        heard.push(part);
        written.push(place);
      }
    }
    const turnStarts = turns().map((index) => segmentEnds[index - 1] ?? 0);
    const fillerPasses = fillersIn(heard, fillers);
    const spoken = tellingWords(heard, fillerPasses);
    // Without numbers there are no values.
    const hasNumbers = heard.some(({ numeric }) => numeric);
    const corrections = hasNumbers ? correctionsIn(heard, valueWords(heard, spoken, reader), reader) : [];
    const words = withoutRetracted(heard, corrections);
    const telling = corrections.length === 0 ? spoken : tellingWords(heard, [...fillerPasses, ...corrections]);
    const inValues = hasNumbers ? valueWords(words, telling, reader) : [];
    const tokens = inValues.flatMap((place) => words[place] ?? []);
    const passes = [
      ...fillerPasses,
      ...corrections,
      // What another turn ended with is not repeated.
      ...repetitionsIn(words, telling).filter(([from]) => !turnStarts.includes(written[from] ?? 0)),
      ...rangeOpeningsIn(tokens, inValues, reader),
    ];
    const spans = [
      ...spellingsIn(words, telling, vocabulary),
      ...splitsIn(words, vocabulary),
      ...(hasValues ? valuesIn(tokens, inValues, { vocabulary, reader }) : []),
    ];
    const clauses = clausesIn(words, reader);
    return {
      words,
      spans,
      corrections,
      spansFrom: byPlace(
        spans,
        ({ from }) => from,
        (span) => span,
      ),
      spansTo: byPlace(
        spans,
        ({ to }) => to,
        (span) => span,
      ),
      passesFrom: byPlace(passes, startOf, endOf),
      passesTo: byPlace(passes, endOf, startOf),
      clausesFrom: byPlace(clauses, startOf, endOf),
      clausesTo: byPlace(clauses, endOf, startOf),
      written,
      texts,
      languages,
      segmentEnds,
      turnStarts,
    };
  };
}

export type SpeechReader = ReturnType<typeof createSpeechReader>;

/** The written word with which the turn begins that a written word is part of. */
export function turnStartOf({ turnStarts }: Pick<HeardSpeech, 'turnStarts'>, writtenWord: number): number {
  return turnStarts.findLast((start) => start <= writtenWord) ?? 0;
}

/** The words of phrases that a stretch of speech has. */
export function itemsIn({ words, spans }: HeardSpeech, { from, to }: { from: number; to: number }): Set<number> {
  const within = spans.filter((span) => span.from >= from && span.to <= to);
  const stands: Stand[] = [...words.slice(from, to), ...within].flatMap((heard) => heard.stands);
  const runs = words.slice(from, to).flatMap((heard) => heard.runs);
  return new Set([...stands.map(({ item }) => item), ...runs.flatMap(({ first, second }) => [first, second])]);
}

/** The words as they are written; few need them. */
export function writtenWordsOf({ texts }: HeardSpeech): string[] {
  return texts.flatMap(splitWords);
}

/** The segment of a written word. */
export function segmentOf({ segmentEnds }: Pick<HeardSpeech, 'segmentEnds'>, writtenWord: number): number {
  return segmentEnds.findIndex((end) => writtenWord < end);
}

/** Where a written word stands in its segment. */
export function positionOf(speech: HeardSpeech, writtenWord: number): WordPosition {
  const { segmentEnds } = speech;
  const segment = segmentOf(speech, writtenWord);
  return { segment, word: writtenWord - (segmentEnds[segment - 1] ?? 0) };
}

const startOf = ([from]: Pass): number => from;
const endOf = ([, to]: Pass): number => to;

function byPlace<Item, Value>(
  items: readonly Item[],
  placeOf: (item: Item) => number,
  valueOf: (item: Item) => Value,
): ByPlace<Value> {
  if (items.length === 0) return none;
  const places: Value[][] = [];
  for (const item of items) (places[placeOf(item)] ??= []).push(valueOf(item));
  return places;
}

const none: readonly undefined[] = [];
