import { maybeNumber } from './numbers.js';
import type { Stand, Vocabulary } from './vocabulary.js';
import { negators, smallWords } from './word-classes.js';
import { wordTokens, type WordToken } from './word-tokens.js';

/** A word as heard, with all that matching asks of it by itself. */
export interface HeardWord extends WordToken {
  readonly stands: readonly Stand[];
  readonly negates: boolean;
  readonly small: boolean;
  /** Whether it may be the first word of a value. */
  readonly numeric: boolean;
  /** Whether it is one letter, and whether it may be the first or the last part of a word of a phrase. */
  readonly letter: boolean;
  readonly begins: boolean;
  readonly ends: boolean;
}

/** How many written words are remembered; bounds the memory, never the result. */
const maxRemembered = 50_000;

/** Takes written words apart, each once. */
export function createHeardWords(vocabulary: Vocabulary) {
  const remembered = new Map<string, readonly HeardWord[]>();

  function describe(token: WordToken): HeardWord {
    const { text } = token;
    const joinable = token.kind === 'word' && !negators.has(text);
    return {
      ...token,
      stands: vocabulary.stands(text),
      negates: negators.has(text),
      small: smallWords.has(text),
      numeric: maybeNumber(token),
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
    // A written word of hostile length is not kept.
    if (written.length < 100) remembered.set(written, words);
    return words;
  };
}

export type HeardWords = ReturnType<typeof createHeardWords>;
