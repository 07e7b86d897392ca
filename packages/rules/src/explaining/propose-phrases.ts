import { phraseText, type Sayable } from '../pack/pack.js';
import { choosePhrases } from './choose-phrases.js';
import { partsOf, trimmed, type Part, type TrialContext } from './phrase-parts.js';

/** Speech that a phrase is wanted for. */
export interface Wanted {
  readonly words: string;
  /** What in it came close to a phrase, and what that lacked. */
  readonly near: string;
  readonly phrase: string;
  readonly lacked: readonly string[];
}

/** `except`: what the rule excepts; such phrases void a match of a proposed one, too. */
export interface ProposalContext extends TrialContext {
  /** The phrases that the rule has. */
  readonly say: Sayable['say'];
  readonly accepted: readonly Wanted[];
  /** Words that no phrase may match. */
  readonly refused: readonly string[];
}

/**
 * Proposes phrases that match as much of the accepted speech as they can, and none of the refused words. Best is a phrase of the
 * rule with another word for the one that was lacking (`this conversation is recorded` for `this call is recorded`); otherwise
 * they are made of the words that were said, with values as slots and small words optional.
 *
 * @returns few phrases, those that match the most first
 */
export function proposePhrases(context: ProposalContext): string[] {
  const { refused, say } = context;
  const { locale } = context.pack;
  // A phrase that is added to a list is in the language of the pack.
  const isForeign = ({ phrase }: Wanted) =>
    say.some((each) => phraseText(each) === phrase && 'locale' in each && each.locale !== undefined);
  const accepted = context.accepted.filter((wanted) => !isForeign(wanted));
  const candidates = [
    ...accepted.flatMap((wanted) => likeItsPhrase(wanted, locale)),
    ...accepted.flatMap((wanted) => ofItsWords(wanted, locale)),
  ];
  return choosePhrases(candidates, { ...context, accepted: accepted.map(({ words }) => words), refused });
}

/** The phrase that was near, with a word that was said in place of the one that it lacked. */
function likeItsPhrase({ words, phrase, lacked }: Wanted, locale: string): string[] {
  const [only, ...others] = lacked;
  if (only === undefined || others.length > 0) return [];
  const place = [`(${only})`, only].find((text) => phrase.split(text).length === 2);
  if (place === undefined) return [];
  const telling = partsOf(words, locale).filter(({ isSmall }) => !isSmall);
  return telling.map(({ text }) => phrase.replace(place, text));
}

/** What was near, with as many telling words more as it lacked, before it or behind it. */
function ofItsWords({ words, near, lacked }: Wanted, locale: string): string[] {
  const [all, own] = [partsOf(words, locale), partsOf(near, locale)];
  const from = all.findIndex((_, index) => own.every(({ text }, offset) => all[index + offset]?.text === text));
  if (from === -1) return [];
  const to = from + own.length;
  const telling = all.flatMap(({ isSmall }, index) => (isSmall ? [] : index));
  const before = telling.filter((index) => index < from).at(-lacked.length);
  const behind = telling.filter((index) => index >= to)[lacked.length - 1];
  const stretches = [
    ...(lacked.length === 0 ? [all.slice(from, to)] : []),
    ...(before === undefined || lacked.length === 0 ? [] : [all.slice(before, to)]),
    ...(behind === undefined ? [] : [all.slice(from, behind + 1)]),
  ];
  const written = (parts: readonly Part[], isLoose: boolean) =>
    parts.map(({ text, isSmall }) => (isSmall && isLoose ? `[${text}]` : text)).join(' ');
  return stretches.map(trimmed).flatMap((parts) => [written(parts, true), written(parts, false)]);
}
