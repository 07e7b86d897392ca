import { kindsOf, type Run, type Stand, type Vocabulary } from '../phrases/vocabulary.js';
import { languages } from '../languages/languages.js';
import type { Corrections } from '../languages/language.js';
import type { WordReader } from '../words/word-reader.js';
import type { WordToken } from '../words/word-tokens.js';

/** A word as heard, with all that matching asks of it by itself. */
export interface HeardWord extends WordToken {
  readonly stands: readonly Stand[];
  /** What it may have been written for: `we` and `are`. */
  readonly slip: readonly HeardWord[] | undefined;
  /** What it may be two of, run together. */
  readonly runs: readonly Run[];
  /** What it stands for as bits, of which some share one. */
  readonly kinds: number;
  readonly negates: boolean;
  /** Whether a question may begin with it. */
  readonly asks: boolean;
  /** Whether it puts into the past what it is said with. */
  readonly past: boolean;
  /** Whether it may be a subject by itself. */
  readonly subject: boolean;
  readonly small: boolean;
  /** Whether it may be part of a value. */
  readonly numeric: boolean;
  /** Whether matching may pass over it, or it is part of a filler. */
  readonly passable: boolean;
  readonly letter: boolean;
  /** Whether it may begin a relative clause. */
  readonly relative: boolean;
  /** Whether it tells a term that takes back a value. */
  readonly corrects: boolean;
  /** The languages of which it is a telling word, as bits in their order. */
  readonly tells: number;
  /** The numbers of the beginning and of the ending of words of phrases that it may be, heard as two; 0 if none. */
  readonly begins: number;
  readonly ends: number;
}

/** The words that the written word of this number consists of. */
export type PartsOf = (number: number) => readonly HeardWord[];

export interface HeardWordsContext {
  readonly vocabulary: Vocabulary;
  readonly reader: WordReader;
  readonly fillers: readonly (readonly string[])[];
  /** What denies in the language of the pack, and in others. */
  readonly negators: ReadonlySet<string>;
}

/** Takes written words apart. */
export function createHeardWords({ vocabulary, reader, fillers, negators }: HeardWordsContext) {
  const { classes, isNumeric, wordTokens } = reader;
  const fillerWords = new Set(fillers.flat());
  const { always, withVerb } = reader.language.relativePronouns;
  const corrections = correctionWords(reader.language.corrections);
  const { slips } = reader.language.spelling;

  function describe(token: WordToken): HeardWord {
    const { text, kind, alias } = token;
    // Of another language, one may as well be a part of a word: `inte rest`.
    const joinable = kind === 'word' && !classes.negators.has(text);
    const stands = vocabulary.stands(text, alias);
    const runs = kind === 'word' ? [text, alias ?? ''].flatMap((each) => vocabulary.runs(each)) : [];
    return {
      ...token,
      stands,
      slip: slips
        .get(text)
        ?.said.split(' ')
        .map((said) => describe({ text: said, kind: 'word' })),
      runs,
      kinds: kindsOf(stands.map(({ item }) => item)) | kindsOf(runs.flatMap(({ first, second }) => [first, second])),
      negates: negators.has(text),
      asks: classes.finiteAuxiliaries.has(text),
      past: classes.pasts.has(text),
      subject: classes.pronouns.has(text) || classes.demonstratives.has(text),
      small: classes.smallWords.has(text),
      numeric: isNumeric(token),
      passable: kind === 'aside' || fillerWords.has(text),
      corrects: corrections.has(text),
      tells: languagesTold(text),
      relative: always.has(text) || withVerb.has(text),
      letter: joinable && /^\p{L}$/u.test(text),
      begins: joinable ? vocabulary.beginningOf(text) : 0,
      ends: joinable ? vocabulary.endingOf(text) : 0,
    };
  }

  return (written: string): readonly HeardWord[] => wordTokens(written).map(describe);
}

/** The number of the word of a phrase that two words may be, heard as two. */
export function joinOf(
  vocabulary: Vocabulary,
  one: HeardWord | undefined,
  next: HeardWord | undefined,
): number | undefined {
  if (one === undefined || next === undefined || !vocabulary.mayMakeWord(one.begins, next.ends)) return undefined;
  return vocabulary.find(one.text + next.text);
}

/** The words that tell a term that takes back a value: the longest of each. */
const correctionWords = ({ terms }: Corrections): ReadonlySet<string> =>
  new Set(terms.map((term) => term.toSorted((a, b) => b.length - a.length)[0] ?? ''));

const languagesTold = (text: string): number =>
  languages.reduce((told, { telltales }, index) => (telltales.has(text) ? told | (1 << index) : told), 0);

export type HeardWords = ReturnType<typeof createHeardWords>;
