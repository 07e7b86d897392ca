import { joinOf, type HeardWord, type HeardWords } from '../speech/heard-words.js';
import type { WordReader } from '../words/word-reader.js';
import { mayMark } from '@cueline/shared/marks';
import { withoutMarks } from '../words/marks.js';
import { createPackedLists } from './packed-lists.js';
import type { PostingsOf } from './phrase-postings.js';
import type { Stand, Vocabulary } from '../phrases/vocabulary.js';
import { createWrittenWordTable, type WrittenSpeech, type WrittenWord } from '../speech/written-word-table.js';

/** What a first look at a written word tells, as bits. */
export const bits = {
  /** It may stand for something of a phrase. */
  stands: 1,
  /** Some phrase waits for it. */
  awaited: 2,
  numeric: 4,
  passable: 8,
  letter: 16,
  /** Parts of it may be one word, heard as two or spelt. */
  composed: 32,
  begins: 64,
  ends: 128,
  /** Nothing is spoken: a dash, a noise. */
  silent: 256,
  /** It may be part of a mark of several words. */
  mark: 512,
};

/**
 * Offsets in a word's facts: its number, the numbers of the beginning and the ending of words it may be part of, the
 * leading digits of numbers in it (as bits), where the list of what it may stand for begins, and the phrases that wait for
 * it.
 */
export const facts = { number: 0, beginning: 1, ending: 2, leadingDigits: 3, stands: 4, waiting: 5 };

export interface SpeechWordsContext {
  readonly heardWords: HeardWords;
  readonly reader: Pick<WordReader, 'leadingDigit'>;
  readonly vocabulary: Vocabulary;
  readonly postingsOf: PostingsOf;
  /** Called when all words are forgotten, to make room. */
  readonly onForget: () => void;
}

/** Reads speech as written words; each is taken apart once and remembered, with the phrases that wait for it. */
export function createSpeechWords({ heardWords, reader, vocabulary, postingsOf, onForget }: SpeechWordsContext) {
  const words: (readonly HeardWord[])[] = [];
  const lists = createPackedLists();
  const stands = createPackedLists();

  const mayBeOne = (one: HeardWord, next: HeardWord | undefined): boolean =>
    next !== undefined && ((one.letter && next.letter) || joinOf(vocabulary, one, next) !== undefined);

  function describe(written: string): WrittenWord {
    const parts = heardWords(written);
    const postings = postingsOf(parts.flatMap(standsOf));
    const beginning = parts.at(-1)?.begins ?? 0;
    const ending = parts[0]?.ends ?? 0;
    const known =
      (postings.stands.length > 1 ? bits.stands : 0) |
      (postings.waiting.length > 1 ? bits.awaited : 0) |
      (parts.some(({ numeric }) => numeric) ? bits.numeric : 0) |
      (parts.every(({ passable }) => passable) ? bits.passable : 0) |
      (parts.some(({ letter }) => letter) ? bits.letter : 0) |
      (parts.some((part, index) => mayBeOne(part, parts[index + 1])) ? bits.composed : 0) |
      (beginning === 0 ? 0 : bits.begins) |
      (ending === 0 ? 0 : bits.ends) |
      (parts.length === 0 ? bits.silent : 0) |
      (mayMark(written) ? bits.mark : 0);
    const digits = parts.reduce((all, part) => all | (part.numeric ? 1 << reader.leadingDigit(part) : 0), 0);
    const own = [words.push(parts) - 1, beginning, ending, digits, stands.add(postings.stands)];
    return { bits: known, at: lists.add([...own, ...postings.waiting]) };
  }

  function forget(): void {
    words.splice(0);
    lists.clear();
    stands.clear();
    onForget();
  }

  const readWords = createWrittenWordTable({ describe, onForget: forget });

  /** Reads speech without its marks; few texts have any. */
  function read(texts: readonly string[]): WrittenSpeech {
    const written = readWords(texts);
    return (written.bits & bits.mark) === 0 ? written : readWords(withoutMarks(texts));
  }

  return {
    read,
    /** Whether the last word of some speech, but for what matching may pass over, may be part of a value. */
    endsInNumber(texts: readonly string[]): boolean {
      // Nearly always the last segment alone tells.
      for (let segment = texts.length - 1; segment >= 0; segment -= 1) {
        const { known, count } = read(texts.slice(segment, segment + 1));
        for (let place = count - 1; place >= 0; place -= 1) {
          const word = known[2 * place] ?? 0;
          if ((word & bits.numeric) !== 0) return true;
          if ((word & (bits.passable | bits.silent | bits.mark)) === 0) return false;
        }
      }
      return false;
    },
    /** Whether any word of some speech may be part of a value. */
    mayHaveNumbers: (texts: readonly string[]): boolean => (read(texts).bits & bits.numeric) !== 0,
    /** The facts of all words. */
    facts: lists.numbers,
    /** What all words may stand for. */
    stands: stands.numbers,
    /** What a written word is made of, by where its facts are. */
    partsAt: (at: number): readonly HeardWord[] => words[lists.numbers()[at + facts.number] ?? -1] ?? [],
  };
}

/** What a word may stand for, by itself or with what is run together with it. */
const standsOf = ({ stands, runs }: HeardWord): Stand[] => [
  ...stands,
  ...runs.flatMap(({ first, second }) => [first, second].map((item) => ({ item, distance: 0 }))),
];

export type SpeechWords = ReturnType<typeof createSpeechWords>;
