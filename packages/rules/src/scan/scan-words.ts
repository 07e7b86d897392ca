import { joinOf, type HeardWord, type HeardWords } from '../speech/heard-words.js';
import { Speaker } from '../pack/speaker.js';
import type { WordReader } from '../words/word-reader.js';
import { createPackedLists } from './packed-lists.js';
import type { PostingsOf } from './phrase-postings.js';
import type { Stand, Vocabulary } from '../phrases/vocabulary.js';
import type { WrittenSpeech } from '../speech/written-word-table.js';

/** What a first look at a written word tells, as bits. */
export const bits = {
  /** It may stand for something of a phrase. */
  stands: 1,
  numeric: 4,
  passable: 8,
  letter: 16,
  /** Parts of it may be one word, heard as two or spelt. */
  composed: 32,
  begins: 64,
  ends: 128,
  /** Nothing is spoken: a dash, a noise. */
  silent: 256,
  /** It may take back a value. */
  corrects: 1024,
  /** It may take back a match shortly before it. */
  takesBack: 2048,
  /** It may mean something else while nothing follows it, and change what stands before it. */
  asLast: 2097152,
  /** It may make a match of what was none shortly before it. */
  makesCount: 1048576,
  /** A question may begin with it. */
  asks: 524288,
  /** It may be part of a value. */
  inValue: 65536,
  /** It may be a currency or `percent`, or stand right before an amount that has none. */
  unit: 131072,
  beforeAmount: 262144,
};

/** The same, by speaker: some phrase of his waits for it, or may end with it. */
export const awaitedBits: Readonly<Record<Speaker, number>> = { agent: 2, customer: 4096, other: 8192 };
export const lastBits: Readonly<Record<Speaker, number>> = { agent: 512, customer: 16384, other: 32768 };

/**
 * Offsets in a word's facts: its bits, the numbers of the beginning and the ending of words it may be part of, and where
 * the lists begin of what it may stand for, of the phrases that wait for it, and of those that may end with it.
 */
export const facts = { bits: 0, beginning: 1, ending: 2, stands: 3, waiting: 4, last: 5, size: 6 };

export interface SpeechWordsContext {
  readonly heardWords: HeardWords;
  readonly reader: Pick<WordReader, 'isInValue' | 'isUnit' | 'isBeforeAmount'>;
  readonly vocabulary: Vocabulary;
  readonly postingsOf: PostingsOf;
  /** Whose phrases may end in a value. */
  readonly valueLastOf: ReadonlySet<string>;
  /** Whether what changes the meaning of a match shortly before it may end in a written word. */
  readonly mayTakeBack: (written: string) => boolean;
  readonly mayTakeBackAsLast: (written: string) => boolean;
  readonly mayMakeCount: (written: string) => boolean;
}

/** What one language knows of written words; each is taken apart once, and remembered with the phrases that wait for it. */
export function createSpeechWords({
  heardWords,
  reader,
  vocabulary,
  postingsOf,
  valueLastOf,
  mayTakeBack,
  mayTakeBackAsLast,
  mayMakeCount,
}: SpeechWordsContext) {
  const words: (readonly HeardWord[])[] = [];
  const known = createPackedLists();
  const lists = createPackedLists();

  const mayBeOne = (one: HeardWord, next: HeardWord | undefined): boolean =>
    next !== undefined && ((one.letter && next.letter) || joinOf(vocabulary, one, next) !== undefined);

  function learn(written: string): void {
    const parts = heardWords(written);
    const postings = postingsOf(parts.flatMap((part) => [part, ...(part.slip ?? [])]).flatMap(standsOf));
    const beginning = parts.at(-1)?.begins ?? 0;
    const ending = parts[0]?.ends ?? 0;
    const own =
      (postings.stands.length > 1 ? bits.stands : 0) |
      bitsOfSpeakers(awaitedBits, postings.waitingOf) |
      (parts.some(({ numeric }) => numeric) ? bits.numeric : 0) |
      (parts.every(({ passable }) => passable) ? bits.passable : 0) |
      (parts.some(({ letter }) => letter) ? bits.letter : 0) |
      (parts.some((part, index) => mayBeOne(part, parts[index + 1])) ? bits.composed : 0) |
      (beginning === 0 ? 0 : bits.begins) |
      (ending === 0 ? 0 : bits.ends) |
      (parts.length === 0 ? bits.silent : 0) |
      bitsOfSpeakers(lastBits, postings.endingOf) |
      (parts.some(({ corrects }) => corrects) ? bits.corrects : 0) |
      (parts.at(-1)?.asks === true ? bits.asks : 0) |
      (parts.some(reader.isInValue) ? bits.inValue : 0) |
      (parts.some(reader.isUnit) ? bits.unit : 0) |
      (parts.some(reader.isBeforeAmount) ? bits.beforeAmount : 0) |
      (mayTakeBack(written) ? bits.takesBack : 0) |
      (mayTakeBackAsLast(written) || parts.some(({ slip }) => slip !== undefined) ? bits.asLast : 0) |
      (mayMakeCount(written) ? bits.makesCount : 0);
    const listed = [postings.stands, postings.waiting, postings.ending].map((list) => lists.add(list));
    known.add([own, beginning, ending, ...listed]);
    words.push(parts);
  }

  function forget(): void {
    words.splice(0);
    known.clear();
    lists.clear();
  }

  const bitsOf = (numbers: Int32Array, place: number): number =>
    known.numbers()[(numbers[place] ?? 0) * facts.size + facts.bits] ?? 0;

  /**
   * Whether a word may be the end of one that was heard as two.
   *
   * @param before the word that is spoken before it; -1 if that is not known
   */
  function mayEndJoin(numbers: Int32Array, place: number, before: number): boolean {
    if ((bitsOf(numbers, place) & bits.ends) === 0) return false;
    if (before < 0) return true;
    if ((bitsOf(numbers, before) & bits.begins) === 0) return false;
    const fact = (of: number, which: number) => known.numbers()[(numbers[of] ?? 0) * facts.size + which] ?? 0;
    return vocabulary.mayMakeWord(fact(before, facts.beginning), fact(place, facts.ending));
  }

  /** The first of the words right before a place that may be parts of one value that goes on there. */
  function valueStart({ numbers }: WrittenSpeech, end: number): number {
    let place = end;
    while (place > 0 && (bitsOf(numbers, place - 1) & (bits.inValue | bits.passable | bits.silent)) !== 0) place -= 1;
    return place;
  }

  return {
    learn,
    forget,
    /** Whether the last word before a place, but for what matching may pass over, may be part of a value. */
    endsInNumber({ numbers }: WrittenSpeech, end: number): boolean {
      for (let place = end - 1; place >= 0; place -= 1) {
        const word = bitsOf(numbers, place);
        if ((word & bits.numeric) !== 0) return true;
        if ((word & (bits.passable | bits.silent)) === 0) return false;
      }
      return false;
    },
    valueStart,
    /** The first word from a place on, and before another, that has a bit; -1 if none has. */
    find({ numbers, count }: WrittenSpeech, bit: number, from: number, to = count): number {
      for (let place = Math.max(0, from); place < Math.min(to, count); place += 1)
        if ((bitsOf(numbers, place) & bit) !== 0) return place;
      return -1;
    },
    /** Whether one of the written words from a place to another has a word. */
    isHeard({ numbers }: WrittenSpeech, wanted: string, from: number, to: number): boolean {
      for (let place = Math.max(0, from); place <= to; place += 1)
        for (const { text, accented } of words[numbers[place] ?? 0] ?? [])
          if (text === wanted || accented === wanted) return true;
      return false;
    },
    /** Whether a phrase of a speaker may end with one of the words from a place on; a value that goes on there may end with any. */
    mayEndPhrase(speech: WrittenSpeech, from: number, speaker: Speaker): boolean {
      const { numbers, count } = speech;
      const firstOfValue = valueStart(speech, from);
      const endsPhrase = lastBits[speaker] | bits.composed;
      const isValueLast = valueLastOf.has(speaker) || valueLastOf.has('any');
      let before = -1;
      let isAfterLetter = from > 0;
      let isAfterNumber = false;
      // The word before may be the beginning of one that was heard as two.
      for (let place = Math.max(0, firstOfValue - 1); place < count; place += 1) {
        const word = bitsOf(numbers, place);
        isAfterNumber ||= (word & bits.numeric) !== 0 && place >= firstOfValue;
        if ((word & bits.silent) !== 0) continue;
        const isLetter = (word & bits.letter) !== 0;
        const isLast = (word & endsPhrase) !== 0 || (isLetter && isAfterLetter);
        const endsValue = isValueLast && isAfterNumber;
        if (place >= from && (isLast || endsValue || mayEndJoin(numbers, place, before))) return true;
        isAfterLetter = isLetter || (isAfterLetter && (word & bits.passable) !== 0);
        before = place;
      }
      return false;
    },
    /** The facts of all words. */
    facts: known.numbers,
    /** The lists of all words. */
    lists: lists.numbers,
    /** What a written word is made of. */
    partsOf: (number: number): readonly HeardWord[] => words[number] ?? [],
  };
}

function bitsOfSpeakers(bitOf: Readonly<Record<Speaker, number>>, speakers: ReadonlySet<string>): number {
  const own = Speaker.options.filter((speaker) => speakers.has(speaker) || speakers.has('any'));
  return own.reduce((all, speaker) => all | bitOf[speaker], 0);
}

/** What a word may stand for, by itself or with what is run together with it. */
const standsOf = ({ stands, runs }: HeardWord): Stand[] => [
  ...stands,
  ...runs.flatMap(({ first, second }) => [first, second].map((item) => ({ item, distance: 0 }))),
];

export type SpeechWords = ReturnType<typeof createSpeechWords>;
