import type { AnchorTable } from './anchor-table.js';
import { createHeardItems, packStands } from './heard-items.js';
import type { HeardWord, HeardWords } from './heard-words.js';
import type { Stand, Vocabulary } from './vocabulary.js';
import { createWrittenWordTable } from './written-word-table.js';

export interface SpeechScanContext {
  readonly table: AnchorTable;
  readonly heardWords: HeardWords;
  readonly vocabulary: Vocabulary;
}

/** What a first look at a written word tells, as bits; the bits above these are the word's number. 0: it is of no interest. */
const bits = {
  stands: 1,
  telling: 2,
  anchored: 4,
  numeric: 8,
  passable: 16,
  letter: 32,
  composed: 64,
  begins: 128,
  ends: 256,
  /** Nothing is spoken: a dash, a noise. */
  silent: 512,
};
const numberShift = 10;

/** A written word's first part and its last, which may be parts of a word that was heard as two. */
interface ScannedWord {
  readonly first: string;
  readonly last: string;
}

/**
 * A first look at speech, many times cheaper than matching it, which settles most of it: can it hold a match at all?
 * Where that takes a closer look (spelt letters, words heard as two, text beyond ASCII), the answer is yes.
 */
export function createSpeechScan({ table, heardWords, vocabulary }: SpeechScanContext) {
  const heard = createHeardItems(table);
  const { starts, telling } = table;
  const isAnchored = ({ item }: Stand): boolean => (starts[item + 1] ?? 0) > (starts[item] ?? 0);
  const values = vocabulary.values().map((item): Stand => ({ item, distance: 0 }));
  const isValueAnchored = values.some(isAnchored);
  const anyValue = Int32Array.from(packStands(values));
  const words: ScannedWord[] = [];
  // What words stand for, packed one behind the other, and by word where its part begins.
  let stands = new Int32Array(1024);
  let standsEnd = 0;
  const standsOf: number[] = [];

  const mayBeJoined = (one: HeardWord, next: HeardWord | undefined): boolean =>
    next !== undefined &&
    ((one.letter && next.letter) || (one.begins && next.ends && vocabulary.find(one.text + next.text) !== undefined));

  function describe(written: string): number {
    const parts = heardWords(written);
    if (parts.length === 0) return bits.silent;
    const standing = parts.flatMap((part) => part.stands);
    const [first, last] = [parts[0], parts.at(-1)];
    const known =
      (standing.length > 0 ? bits.stands : 0) |
      (standing.some(({ item }) => telling[item] === 1) ? bits.telling : 0) |
      (standing.some(isAnchored) ? bits.anchored : 0) |
      (values.length > 0 && parts.some(({ numeric }) => numeric) ? bits.numeric : 0) |
      (parts.every(({ passable }) => passable) ? bits.passable : 0) |
      (parts.length === 1 && first?.letter === true ? bits.letter : 0) |
      (parts.some((part, index) => mayBeJoined(part, parts[index + 1])) ? bits.composed : 0) |
      (last?.begins === true ? bits.begins : 0) |
      (first?.ends === true ? bits.ends : 0);
    if (known === 0) return 0;
    words.push({ first: first?.text ?? '', last: last?.text ?? '' });
    standsOf.push(standsEnd);
    append(packStands(standing));
    return known | ((words.length - 1) << numberShift);
  }

  function append(packed: readonly number[]): void {
    while (standsEnd + packed.length > stands.length) {
      const larger = new Int32Array(2 * stands.length);
      larger.set(stands);
      stands = larger;
    }
    stands.set(packed, standsEnd);
    standsEnd += packed.length;
  }

  // Numbers of words that were noted before are of no use once all are forgotten; that speech gets a closer look.
  let hasForgotten = false;
  const onForget = (): void => {
    words.splice(0);
    standsOf.splice(0);
    standsEnd = 0;
    hasForgotten = true;
  };
  const eachWord = createWrittenWordTable({ describe, onForget });
  // What is known of the words that stand for something, and the numbers of those that a phrase waits for.
  const standing: number[] = [];
  const waiting: number[] = [];
  let isNumeric = false;
  let isAfterLetter = false;
  let before = 0;
  // Places of words, silent ones not counted: of the last that was taken, and of the first of the text at hand.
  let lastSpoken = -1;
  let textStart = 0;
  let silent = 0;

  /** Notes a word; false if it takes a closer look. */
  function take(known: number, place: number): boolean {
    if (known === bits.silent) {
      silent += 1;
      return true;
    }
    // Words of no interest do not come here.
    const spoken = textStart + place - silent;
    const previous = spoken === lastSpoken + 1 ? before : 0;
    if (previous === 0) isAfterLetter = false;
    before = known;
    lastSpoken = spoken;
    if ((known & bits.composed) !== 0 || (isAfterLetter && (known & bits.letter) !== 0)) return false;
    isAfterLetter = (known & bits.letter) !== 0 || (isAfterLetter && (known & bits.passable) !== 0);
    isNumeric ||= (known & bits.numeric) !== 0;
    if ((known & bits.ends) !== 0 && (previous & bits.begins) !== 0) {
      const [one, next] = [words[previous >>> numberShift], words[known >>> numberShift]];
      if (one !== undefined && next !== undefined && vocabulary.find(one.last + next.first) !== undefined) return false;
    }
    if ((known & bits.stands) !== 0) standing.push(known);
    if ((known & bits.anchored) !== 0) waiting.push(known >>> numberShift);
    return true;
  }

  function note(kind: number): void {
    for (const known of standing) {
      if ((known & kind) !== 0) heard.noteAll(stands, standsOf[known >>> numberShift] ?? 0);
    }
  }

  function isAnyPossible(speaker: string, isValueAwaited: boolean, byTellingWords: boolean): boolean {
    if (isValueAwaited && heard.isAnyPossible(anyValue, 0, speaker, byTellingWords)) return true;
    for (const word of waiting) {
      if (heard.isAnyPossible(stands, standsOf[word] ?? 0, speaker, byTellingWords)) return true;
    }
    return false;
  }

  return (speaker: string, speech: readonly string[]): boolean => {
    standing.length = 0;
    waiting.length = 0;
    isNumeric = false;
    isAfterLetter = false;
    before = 0;
    lastSpoken = -1;
    textStart = 0;
    silent = 0;
    hasForgotten = false;
    for (const text of speech) {
      const count = eachWord(text, take);
      if (count < 0) return true;
      textStart += count;
    }
    if (hasForgotten) return true;
    const isValueAwaited = isNumeric && isValueAnchored;
    if (waiting.length === 0 && !isValueAwaited) return false;
    heard.forgetAll();
    if (isNumeric) heard.noteAll(anyValue, 0);
    note(bits.telling);
    if (!isAnyPossible(speaker, isValueAwaited, true)) return false;
    note(bits.stands);
    return isAnyPossible(speaker, isValueAwaited, false);
  };
}
