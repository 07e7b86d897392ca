import { maybeNumber } from './numbers.js';
import type { Stand, Vocabulary } from './vocabulary.js';
import { negators, smallWords } from './word-classes.js';
import { wordTokens, type WordToken } from './word-tokens.js';

/** A word as heard, with all that matching asks of it by itself. */
export interface HeardWord extends WordToken {
  readonly stands: readonly Stand[];
  readonly negates: boolean;
  readonly small: boolean;
  /** Whether it may be part of a value. */
  readonly numeric: boolean;
  /** Whether matching may pass over it, or a filler begins with it. */
  readonly passable: boolean;
  /** Whether it is one letter, and whether it may be the first or the last part of a word of a phrase. */
  readonly letter: boolean;
  readonly begins: boolean;
  readonly ends: boolean;
}

/** How many written words are remembered; bounds the memory, never the result. */
const maxRemembered = 50_000;
/** A written word of hostile length is not remembered. */
const maxRememberedLength = 64;

/** Takes written words apart, each once. */
export function createHeardWords(vocabulary: Vocabulary, fillers: readonly (readonly string[])[]) {
  const remembered = new Map<string, readonly HeardWord[]>();
  const fillerStarts = new Set(fillers.map(([first]) => first));

  function describe(token: WordToken): HeardWord {
    const { text, kind } = token;
    const joinable = kind === 'word' && !negators.has(text);
    return {
      text,
      kind,
      stands: vocabulary.stands(text),
      negates: negators.has(text),
      small: smallWords.has(text),
      numeric: maybeNumber(token) || text === 'o',
      passable: kind === 'aside' || fillerStarts.has(text),
      letter: joinable && /^\p{L}$/u.test(text),
      begins: joinable && vocabulary.beginsWord(text),
      ends: joinable && vocabulary.endsWord(text),
    };
  }

  return (written: string): readonly HeardWord[] => {
    const known = remembered.get(written);
    if (known !== undefined) return known;
    if (remembered.size >= maxRemembered) remembered.clear();
    const words = wordTokens(written).map(describe);
    if (written.length <= maxRememberedLength) remembered.set(written, words);
    return words;
  };
}

export type HeardWords = ReturnType<typeof createHeardWords>;
