import type { PhraseAst } from './phrase.js';
import { PhraseError } from './phrase-error.js';
import { isDroppable, SLOT_WEIGHT, weightOf } from './phrase-weights.js';
import type { WordReader } from '../words/word-reader.js';
import type { WordToken } from '../words/word-tokens.js';

/** A word or a value in a run of a phrase's plain words, from one place between words to another. */
export interface PhraseStep {
  readonly from: number;
  readonly to: number;
  readonly text: string;
  /** Another spelling of it. */
  readonly alias?: string | undefined;
  readonly prefix: boolean;
  readonly weight: number;
  readonly essential: boolean;
  /** Whether it may be absent even where no errors are tolerated: the `'s` of `today's`. */
  readonly optional: boolean;
}

/** A stretch of text in a phrase. */
export type TextAst = Extract<PhraseAst, { kind: 'text' }>;
type PhraseToken = WordToken & { readonly prefix?: boolean };

/**
 * Takes a run of plain words apart as speech is taken apart.
 * @returns the number of words and the steps that lead through them
 */
export function phraseSteps(
  texts: readonly TextAst[],
  strict: boolean,
  { language, classes, numbersAt, wordTokens }: WordReader,
): { length: number; steps: PhraseStep[] } {
  const { dot, verbEndingsBehind } = language.spelling;
  const tokens = joinLetters(texts.flatMap((text) => tokensOf(text, wordTokens)));
  const steps: PhraseStep[] = [];
  const reached = new Set([0]);
  for (const [from, token] of tokens.entries()) {
    if (!reached.has(from)) continue;
    const values = token.prefix === true ? [] : numbersAt(tokens, from);
    for (const { to, names } of values) {
      const text = names.find((name) => name.startsWith('#')) ?? token.text;
      steps.push({ from, to, text, prefix: false, weight: SLOT_WEIGHT, essential: true, optional: false });
      reached.add(to);
    }
    // `second` and the like are words too, and so is a number word that is part of no number (`hundreds of`).
    if (values.length > 0 && values.every(({ names }) => !names.includes('{ordinal}'))) continue;
    const weight = weightOf(token.text, classes);
    const aside = token.kind === 'aside';
    const optional = token.text === dot || (aside && !verbEndingsBehind.test(tokens[from - 1]?.text ?? ''));
    const essential = (strict || !isDroppable(token.text, classes)) && !optional;
    const { text, alias, prefix = false } = token;
    steps.push({ from, to: from + 1, text, alias, prefix, weight, essential, optional });
    reached.add(from + 1);
  }
  return { length: tokens.length, steps };
}

function tokensOf({ text, prefix, offset }: TextAst, wordTokens: WordReader['wordTokens']): PhraseToken[] {
  const tokens: PhraseToken[] = wordTokens(text);
  if (!prefix) return tokens;
  const [only] = tokens;
  if (tokens.length === 1 && only !== undefined) return [{ ...only, prefix }];
  throw new PhraseError(`${text}* is no beginning of one word`, 'use * behind plain letters only', offset);
}

/** Letters spelt one by one are a word: a p r. */
function joinLetters(tokens: readonly PhraseToken[]): PhraseToken[] {
  const joined: PhraseToken[] = [];
  let spelling = false;
  for (const token of tokens) {
    const letter = token.kind === 'word' && /^\p{L}$/u.test(token.text) && token.prefix !== true;
    const last = joined.at(-1);
    if (letter && spelling && last !== undefined) joined.splice(-1, 1, { ...last, text: last.text + token.text });
    else joined.push(token);
    spelling = letter;
  }
  return joined;
}
