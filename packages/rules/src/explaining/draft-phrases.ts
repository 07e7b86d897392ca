import type { Sayable } from '../pack/pack.js';
import { choosePhrases } from './choose-phrases.js';
import type { Family, Lexicon } from './families.js';
import { createTrial, partsOf, trimmed, type Part } from './phrase-parts.js';

export interface DraftContext {
  readonly pack: Lexicon;
  readonly speaker: Sayable['speaker'];
  /** Whether it is an event, which counts even where it is asked about or supposed. */
  readonly isEvent?: boolean;
  /** Wordings that count. */
  readonly said: readonly string[];
  /** Words that no phrase may match. */
  readonly refused: readonly string[];
  /** The families that may stand for words of these wordings. */
  readonly families: readonly Pick<Family, 'name' | 'words'>[];
}

/** Where a phrase has as many words that tell something, there may be others between them. */
const MIN_TELLING = 3;

/**
 * Drafts phrases for a new rule from how people say it: with families for their words, gaps in place of small words, and slots
 * for amounts. A phrase that would match what is refused becomes narrower, down to the very words.
 *
 * @returns few phrases that match all wordings that can be matched
 */
export function draftPhrases({ said, refused, families, ...rule }: DraftContext): string[] {
  const context = { ...rule, except: [] };
  const candidates = said.flatMap((words) => {
    const all = partsOf(words, rule.pack.locale, SLOTS);
    const [wide, parts] = [trimmed(withFamilies(all, families, rule.pack.locale)), trimmed(all)];
    const fromWideToNarrow = [gapped(wide), gapped(parts), loose(wide), loose(parts), strict(parts), strict(all)];
    const isRight = (phrase: string) => {
      const counts = createTrial(phrase, context);
      return counts(words) && !refused.some(counts);
    };
    return fromWideToNarrow.filter((phrase) => phrase !== '').find(isRight) ?? [];
  });
  return choosePhrases(candidates, { ...context, accepted: said, refused });
}

/** Amounts and percentages differ from call to call. Other numbers are what they are: `within 14 days`. */
const SLOTS = new Set(['{money}', '{percent}']);

function withFamilies(parts: readonly Part[], families: DraftContext['families'], locale: string): Part[] {
  const longestFirst = families
    .map(({ name, words }) => ({ name, texts: partsOf(words, locale).map(({ text }) => text) }))
    .toSorted((a, b) => b.texts.length - a.texts.length);
  const written: Part[] = [];
  for (let at = 0; at < parts.length;) {
    const family = longestFirst.find(({ texts }) => texts.every((text, offset) => parts[at + offset]?.text === text));
    const part = family === undefined ? parts[at] : { text: `<${family.name}>`, isSmall: false };
    if (part !== undefined) written.push(part);
    at += family?.texts.length ?? 1;
  }
  return written;
}

/** With a gap in place of small words between words that tell something; empty if there are too few of these. */
function gapped(parts: readonly Part[]): string {
  if (parts.filter(({ isSmall }) => !isSmall).length < MIN_TELLING) return '';
  let small = 0;
  return parts
    .flatMap(({ text, isSmall }) => {
      if (isSmall) {
        small += 1;
        return [];
      }
      const gap = small === 0 ? [] : [`...${small + 1}`];
      small = 0;
      return [...gap, text];
    })
    .join(' ');
}

const loose = (parts: readonly Part[]) => parts.map(({ text, isSmall }) => (isSmall ? `[${text}]` : text)).join(' ');
const strict = (parts: readonly Part[]) => parts.map(({ text }) => text).join(' ');
