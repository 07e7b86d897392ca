import type { WordPosition } from './engine.js';
import type { HeardWord, HeardWords } from './heard-words.js';
import { numbersAt } from './numbers.js';
import type { Stand, Vocabulary } from './vocabulary.js';
import { splitWords } from './words.js';

/** Several heard words that together may stand for one word or value of a phrase. */
export interface HeardSpan {
  readonly from: number;
  /** The word behind it. */
  readonly to: number;
  readonly stands: readonly Stand[];
}

/** One speaker's words in a row, wherever they were cut, with what may be passed over. */
export interface HeardSpeech {
  readonly words: readonly HeardWord[];
  /** By the word at which they begin, and by the word behind them. */
  readonly spansFrom: ReadonlyMap<number, readonly HeardSpan[]>;
  readonly spansTo: ReadonlyMap<number, readonly HeardSpan[]>;
  /** Fillers, repetitions and asides: from a word to the word behind what may be passed over, and back. */
  readonly passesFrom: ReadonlyMap<number, readonly number[]>;
  readonly passesTo: ReadonlyMap<number, readonly number[]>;
  /** The written word that a heard word is part of: its place among all, and in its segment. */
  readonly written: readonly number[];
  readonly positionOf: (writtenWord: number) => WordPosition;
  readonly writtenWords: readonly string[];
}

/** Repeated stretches of up to so many words are passed over. */
const longestRepetition = 3;
const longestSpelling = 6;

/** Reads the texts of successive segments of one speaker as one row of words. */
export function createSpeechReader({ vocabulary, heardWords, fillers }: SpeechReaderContext) {
  return (speech: readonly string[]): HeardSpeech => {
    const words: HeardWord[] = [];
    const written: number[] = [];
    const writtenWords: string[] = [];
    const positions: WordPosition[] = [];
    for (const [segment, text] of speech.entries()) {
      for (const [word, each] of splitWords(text).entries()) {
        for (const heard of heardWords(each)) {
          words.push(heard);
          written.push(writtenWords.length);
        }
        writtenWords.push(each);
        positions.push({ segment, word });
      }
    }
    const passes = fillersIn(words, fillers);
    const telling = tellingWords(words, passes);
    passes.push(...repetitionsIn(words, telling));
    const spans = joinsIn(words, telling, vocabulary);
    if (words.some((word) => word.numeric)) spans.push(...valuesIn(words, telling, vocabulary));
    return {
      words,
      spansFrom: groupBy(
        spans,
        (span) => span.from,
        (span) => span,
      ),
      spansTo: groupBy(
        spans,
        (span) => span.to,
        (span) => span,
      ),
      passesFrom: groupBy(
        passes,
        ([from]) => from,
        ([, to]) => to,
      ),
      passesTo: groupBy(
        passes,
        ([, to]) => to,
        ([from]) => from,
      ),
      written,
      writtenWords,
      positionOf: (writtenWord) => positions[writtenWord] ?? { segment: 0, word: 0 },
    };
  };
}

interface SpeechReaderContext {
  readonly vocabulary: Vocabulary;
  readonly heardWords: HeardWords;
  /** Each as the words it consists of. */
  readonly fillers: readonly (readonly string[])[];
}

type Pass = readonly [from: number, to: number];

function fillersIn(words: readonly HeardWord[], fillers: readonly (readonly string[])[]): Pass[] {
  const passes: Pass[] = [];
  for (const [from, word] of words.entries()) {
    if (word.kind === 'aside') passes.push([from, from + 1]);
    for (const filler of fillers) {
      if (filler[0] === word.text && filler.every((text, index) => words[from + index]?.text === text)) {
        passes.push([from, from + filler.length]);
      }
    }
  }
  return passes;
}

/** The words that are neither fillers nor asides. */
function tellingWords(words: readonly HeardWord[], passes: readonly Pass[]): number[] {
  const passed = new Set(passes.flatMap(([from, to]) => Array.from({ length: to - from }, (_, index) => from + index)));
  return [...words.keys()].filter((index) => !passed.has(index));
}

/** Finds `this this`, `may be may be`. Not among numbers: `one one` is eleven, or two digits. */
function repetitionsIn(words: readonly HeardWord[], telling: readonly number[]): Pass[] {
  const passes: Pass[] = [];
  const textAt = (place: number): string | undefined => words[telling[place] ?? -1]?.text;
  for (const [place, from] of telling.entries()) {
    for (let length = 1; length <= longestRepetition && length <= place; length += 1) {
      const offsets = Array.from({ length }, (_, offset) => offset);
      if (!offsets.every((offset) => textAt(place + offset) === textAt(place + offset - length))) continue;
      if (words[from]?.numeric === true) continue;
      passes.push([from, (telling[place + length - 1] ?? from) + 1]);
    }
  }
  return passes;
}

/** Finds letters spelt one by one, and words of phrases that were heard as two. */
function joinsIn(words: readonly HeardWord[], telling: readonly number[], vocabulary: Vocabulary): HeardSpan[] {
  const spans: HeardSpan[] = [];
  const add = (from: number, last: number, text: string, distance: number): void => {
    const item = vocabulary.find(text);
    if (item !== undefined) spans.push({ from, to: last + 1, stands: [{ item, distance }] });
  };
  for (const [place, from] of telling.entries()) {
    const first = words[from];
    if (first === undefined) continue;
    let text = first.text;
    for (let length = 2; first.letter && length <= longestSpelling; length += 1) {
      const last = telling[place + length - 1] ?? -1;
      const next = words[last];
      if (next?.letter !== true) break;
      text += next.text;
      add(from, last, text, 0);
    }
    const next = words[from + 1];
    if (first.begins && next?.ends === true && !(first.letter && next.letter)) {
      add(from, from + 1, first.text + next.text, splitDistance);
    }
  }
  return spans;
}

/** A word heard as two differs a little from itself, so that it does not count where no errors are tolerated. */
const splitDistance = 0.02;

function valuesIn(words: readonly HeardWord[], telling: readonly number[], vocabulary: Vocabulary): HeardSpan[] {
  const tokens = telling.flatMap((index) => words[index] ?? []);
  return tokens.flatMap((token, from) => {
    if (!token.numeric && token.text !== 'a' && token.text !== 'o') return [];
    return numbersAt(tokens, from).map(({ to, names }) => ({
      from: telling[from] ?? 0,
      to: (telling[to - 1] ?? 0) + 1,
      stands: names.flatMap((name) => {
        const item = vocabulary.find(name);
        return item === undefined ? [] : [{ item, distance: 0 }];
      }),
    }));
  });
}

function groupBy<Item, Value>(items: readonly Item[], keyOf: (item: Item) => number, valueOf: (item: Item) => Value) {
  const groups = new Map<number, Value[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [valueOf(item)]);
    else group.push(valueOf(item));
  }
  return groups;
}
