import { createEngine } from '../matching/create-engine.js';
import { phraseText, type Pack, type Sayable } from '../pack/pack.js';
import { readerOfLocale, type WordReader } from '../words/word-reader.js';
import { splitWords } from '../words/words.js';

/** Speech that a phrase is wanted for. */
export interface Wanted {
  readonly words: string;
  /** What in it came close to a phrase, and what that lacked. */
  readonly near: string;
  readonly phrase: string;
  readonly lacked: readonly string[];
}

export interface ProposalContext {
  readonly pack: Pick<Pack, 'locale' | 'fillers' | 'expansions'>;
  readonly speaker: Sayable['speaker'];
  /** The phrases that the rule has. */
  readonly say: Sayable['say'];
  /** What the rule excepts: such phrases void a match of a proposed one, too. */
  readonly except: Sayable['except'];
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
  // A phrase that is added to a list is in the language of the pack.
  const isForeign = ({ phrase }: Wanted) =>
    say.some((each) => phraseText(each) === phrase && 'locale' in each && each.locale !== undefined);
  const accepted = context.accepted.filter((wanted) => !isForeign(wanted));
  const partsOf = createPartsReader(readerOfLocale(context.pack.locale));
  const candidates = [
    ...new Set([
      ...accepted.flatMap((each) => likeItsPhrase(each, partsOf)),
      ...accepted.flatMap((each) => ofItsWords(each, partsOf)),
    ]),
  ];
  const usable = candidates.flatMap((phrase) => {
    const counts = createTrial(phrase, context);
    return refused.some(counts) ? [] : [{ phrase, takes: new Set(accepted.filter(({ words }) => counts(words))) }];
  });
  const chosen: string[] = [];
  const left = new Set(accepted);
  for (;;) {
    const gain = ({ takes }: (typeof usable)[number]) => [...takes].filter((wanted) => left.has(wanted)).length;
    const best = usable.toSorted((a, b) => gain(b) - gain(a))[0];
    if (best === undefined || gain(best) === 0) return chosen;
    chosen.push(best.phrase);
    for (const wanted of best.takes) left.delete(wanted);
  }
}

/** The phrase that was near, with a word that was said in place of the one that it lacked. */
function likeItsPhrase({ words, phrase, lacked }: Wanted, partsOf: PartsReader): string[] {
  const [only, ...others] = lacked;
  if (only === undefined || others.length > 0) return [];
  const place = [`(${only})`, only].find((text) => phrase.split(text).length === 2);
  if (place === undefined) return [];
  const telling = partsOf(words).filter(({ isSmall }) => !isSmall);
  return telling.map(({ text }) => phrase.replace(place, text));
}

/** What was near, with as many telling words more as it lacked, before it or behind it. */
function ofItsWords({ words, near, lacked }: Wanted, partsOf: PartsReader): string[] {
  const [all, own] = [partsOf(words), partsOf(near)];
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

/** Part of a phrase: a word or a slot. */
interface Part {
  readonly text: string;
  readonly isSmall: boolean;
}

/** Without small words at its ends. */
function trimmed(parts: readonly Part[]): Part[] {
  const isTelling = ({ isSmall }: Part) => !isSmall;
  return parts.slice(Math.max(parts.findIndex(isTelling), 0), parts.findLastIndex(isTelling) + 1);
}

type PartsReader = (words: string) => Part[];

/** Takes speech apart into what may be parts of a phrase. */
function createPartsReader({ classes, numbersAt, wordTokens }: WordReader): PartsReader {
  return (words) => {
    const tokens = splitWords(words)
      .flatMap(wordTokens)
      .filter(({ kind }) => kind !== 'aside');
    const parts: Part[] = [];
    for (let at = 0; at < tokens.length;) {
      const values = numbersAt(tokens, at).filter(({ names }) => names[0] !== '{digits}');
      const value = values.toSorted((a, b) => b.to - a.to)[0];
      const text = value?.names[0] ?? tokens[at]?.text ?? '';
      parts.push({ text, isSmall: value === undefined && classes.smallWords.has(text) });
      at = value?.to ?? at + 1;
    }
    return parts;
  };
}

/** Whether some words count by this phrase alone. */
function createTrial(phrase: string, { pack, speaker, except }: ProposalContext): (words: string) => boolean {
  const sayable: Sayable = { speaker, say: [{ phrase, tolerance: 'asr' }], except };
  const engine = createEngine({ ...pack, sayables: new Map([['trial', sayable]]) });
  return (words) => engine.match(speaker === 'any' ? 'agent' : speaker, [words]).length > 0;
}
