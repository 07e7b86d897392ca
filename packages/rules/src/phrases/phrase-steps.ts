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

/** The number of words of a run, and the steps that lead through them. */
export interface PhraseSteps {
  readonly length: number;
  readonly steps: readonly PhraseStep[];
  /** Of each word that cannot be absent, the steps that pass it, by their place among all steps. */
  readonly cuts: readonly (readonly number[])[];
}

/** A stretch of text in a phrase. */
export type TextAst = Extract<PhraseAst, { kind: 'text' }>;
type PhraseToken = WordToken & { readonly prefix?: boolean };

/** Takes a run of plain words apart as speech is taken apart. */
export function phraseSteps(
  texts: readonly TextAst[],
  { language, classes, numbersAt, wordTokens }: WordReader,
): PhraseSteps {
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
    const essential = !isDroppable(token.text, classes) && !optional;
    const { text, alias, prefix = false } = token;
    steps.push({ from, to: from + 1, text, alias, prefix, weight, essential, optional });
    reached.add(from + 1);
  }
  const cuts = tokens
    .map((_, place) => [...steps.keys()].filter((index) => passes(steps[index], place)))
    .filter((cut) => cut.every((index) => steps[index]?.optional === false));
  return { length: tokens.length, steps, cuts };
}

const passes = (step: PhraseStep | undefined, place: number): boolean =>
  step !== undefined && step.from <= place && place < step.to;

/** @param strict whether every word of the run has to be heard */
export function isEssential(step: PhraseStep | undefined, strict: boolean): boolean {
  return step !== undefined && (step.essential || (strict && !step.optional));
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
