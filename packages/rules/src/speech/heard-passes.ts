import type { HeardWord } from './heard-words.js';
import type { WordReader } from '../words/word-reader.js';
import type { WordToken } from '../words/word-tokens.js';

/** What matching may pass over: from a word to the word behind. */
export type Pass = readonly [from: number, to: number];

/** Repetitions of up to this many words are passed over. */
const MAX_REPETITION = 3;

/** Finds fillers and what is not always written. */
export function fillersIn(words: readonly HeardWord[], fillers: readonly (readonly string[])[]): Pass[] {
  const passes: Pass[] = [];
  for (let from = 0; from < words.length; from += 1) {
    const word = words[from];
    if (word?.passable !== true) continue;
    if (word.kind === 'aside') passes.push([from, from + 1]);
    for (const filler of fillers) {
      if (filler[0] === word.text && isSaidAt(words, from, filler)) passes.push([from, from + filler.length]);
    }
  }
  return passes;
}

/** Whether these words are said at a place. */
export function isSaidAt(words: readonly WordToken[], place: number, said: readonly string[]): boolean {
  for (let index = 0; index < said.length; index += 1) if (words[place + index]?.text !== said[index]) return false;
  return true;
}

/** A relative clause has up to this many words behind the pronoun that it begins with. */
const MAX_CLAUSE = 8;

/** Finds relative clauses, which a gap of a phrase passes over: `the fee, which is 50 dollars, applies`. */
export function clausesIn(words: readonly HeardWord[], { language, classes }: WordReader): Pass[] {
  const clauses: Pass[] = [];
  for (let from = 0; from + 1 < words.length; from += 1) {
    const pronoun = words[from];
    if (pronoun?.relative !== true) continue;
    const isOpening = language.relativePronouns.always.has(pronoun.text);
    if (!isOpening && !classes.finiteAuxiliaries.has(words[from + 1]?.text ?? '')) continue;
    for (let to = from + 2; to <= Math.min(words.length, from + 1 + MAX_CLAUSE); to += 1) {
      if (words[to - 1]?.negates === true) break;
      clauses.push([from, to]);
    }
  }
  return clauses;
}

/** The places of the words that are not passed over. */
export function tellingWords(words: readonly HeardWord[], passes: readonly Pass[]): number[] {
  const isPassed = new Uint8Array(words.length);
  for (const [from, to] of passes) isPassed.fill(1, from, to);
  const telling: number[] = [];
  for (let place = 0; place < words.length; place += 1) if (isPassed[place] === 0) telling.push(place);
  return telling;
}

/** The places of the words that values are read from: what parts two numbers is one of them, also as a filler. */
export function valueWords(
  words: readonly WordToken[],
  telling: readonly number[],
  { language, isInValue, isNumeric }: WordReader,
): readonly number[] {
  const { apart } = language.numbers;
  return telling.flatMap((place, index) => {
    const [word, before = place] = [words[place], telling[index - 1]];
    const passed = words.slice(before + 1, place).findIndex(({ text }) => apart.has(text));
    const last = words[before];
    if (passed < 0 || word === undefined || last === undefined || !isInValue(last) || !isNumeric(word)) return place;
    return [before + 1 + passed, place];
  });
}

/** Finds `this this`, `may be may be`. Not among numbers: `one one` is eleven, or two digits. */
export function repetitionsIn(words: readonly HeardWord[], telling: readonly number[]): Pass[] {
  const passes: Pass[] = [];
  for (let place = 1; place < telling.length; place += 1) {
    for (let length = 1; length <= MAX_REPETITION && length <= place; length += 1) {
      if (!isRepeated(words, telling, place, length)) continue;
      passes.push([telling[place] ?? 0, (telling[place + length - 1] ?? 0) + 1]);
    }
  }
  return passes;
}

function isRepeated(words: readonly HeardWord[], telling: readonly number[], place: number, length: number): boolean {
  for (let offset = 0; offset < length; offset += 1) {
    const word = words[telling[place + offset] ?? -1];
    if (word === undefined || word.numeric || word.text !== words[telling[place + offset - length] ?? -1]?.text)
      return false;
  }
  return true;
}
