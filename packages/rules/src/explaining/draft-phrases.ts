import { createEngine } from '../matching/create-engine.js';
import type { Pack, Sayable } from '../pack/pack.js';
import { eventKey } from '../pack/sayables.js';
import { numbersAt } from '../words/numbers.js';
import { smallWords } from '../words/word-classes.js';
import { wordTokens } from '../words/word-tokens.js';
import { splitWords } from '../words/words.js';
import { choosePhrases } from './choose-phrases.js';
import { phraseSamples } from './phrase-samples.js';
import { createTrial, partsOf, trimmed, type Part } from './phrase-parts.js';

type DraftPack = Pick<Pack, 'locale' | 'fillers' | 'expansions'>;

export interface DraftContext {
  readonly pack: DraftPack;
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

/** A family of the lexicon that holds some words of a wording. */
export interface Family {
  readonly name: string;
  readonly words: string;
  /** Some others of the family. */
  readonly others: readonly string[];
}

const SHOWN_OTHERS = 7;
/** Words that begin alike are forms of one word, of which one is shown. */
const SAME_BEGINNING = 4;

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
    const all = withLiteralNumbers(words);
    const [wide, parts] = [trimmed(withFamilies(all, families)), trimmed(all)];
    const fromWideToNarrow = [gapped(wide), gapped(parts), loose(wide), loose(parts), strict(parts), strict(all)];
    const isRight = (phrase: string) => {
      const counts = createTrial(phrase, context);
      return counts(words) && !refused.some(counts);
    };
    return fromWideToNarrow.filter((phrase) => phrase !== '').find(isRight) ?? [];
  });
  return choosePhrases(candidates, { ...context, accepted: said, refused });
}

/** The families that some of these words belong to, if only one does. Words that are small or numbers stand for themselves. */
export function familiesIn(wordings: readonly string[], pack: DraftPack): Family[] {
  const found = new Map<string, Set<string>>();
  const engine = createFamilyEngine(pack);
  for (const wording of wordings) {
    const matches = engine.match('agent', [wording]);
    for (const { key, words } of matches.filter(({ words }) => isTelling(words))) {
      const isWithin = matches.some(({ words: other }) => other !== words && ` ${other} `.includes(` ${words} `));
      if (isWithin) continue;
      const stretch = words.toLowerCase();
      found.set(stretch, (found.get(stretch) ?? new Set()).add(key.slice(eventKey('').length)));
    }
  }
  return [...found].flatMap(([words, names]) => {
    const [name, ...others] = [...names].toSorted((a, b) => a.length - b.length);
    // <cancel> and <cancels> are one family in several forms.
    return name !== undefined && others.every((other) => other.startsWith(name))
      ? [{ name, words, others: othersOf(name, words, pack) }]
      : [];
  });
}

function othersOf(name: string, words: string, { expansions }: DraftPack): string[] {
  const samples = [words, ...phraseSamples(`<${name}>`, expansions)];
  const distinct = new Map(samples.toReversed().map((sample) => [sample.slice(0, SAME_BEGINNING), sample]));
  return [...distinct.values()].toReversed().filter((sample) => sample !== words).slice(0, SHOWN_OTHERS);
}

/** Families are events here, as words belong to one even where they are asked about or supposed. */
function createFamilyEngine(pack: DraftPack) {
  const names = Object.keys(pack.expansions);
  const family = (name: string): Sayable => ({
    speaker: 'any',
    say: [{ phrase: `<${name}>`, tolerance: 'exact' }],
    except: [],
  });
  return createEngine({ ...pack, sayables: new Map(names.map((name) => [eventKey(name), family(name)])) });
}

function isTelling(words: string): boolean {
  const parts = partsOf(words);
  return parts.some(({ isSmall }) => !isSmall) && !parts.some(({ text }) => text.startsWith('{'));
}

/** Amounts and percentages differ from call to call. Other numbers are what they are: `within 14 days`. */
const SLOTS = new Set(['{money}', '{percent}']);

function withLiteralNumbers(wording: string): Part[] {
  const tokens = splitWords(wording)
    .flatMap(wordTokens)
    .filter(({ kind }) => kind !== 'aside');
  const parts: Part[] = [];
  for (let at = 0; at < tokens.length;) {
    const value = numbersAt(tokens, at).find(({ names }) => names.some((name) => SLOTS.has(name)));
    const text = value?.names.find((name) => SLOTS.has(name)) ?? tokens[at]?.text ?? '';
    parts.push({ text, isSmall: value === undefined && smallWords.has(text) });
    at = value?.to ?? at + 1;
  }
  return parts;
}

function withFamilies(parts: readonly Part[], families: DraftContext['families']): Part[] {
  const longestFirst = families
    .map(({ name, words }) => ({ name, texts: partsOf(words).map(({ text }) => text) }))
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

const loose = (parts: readonly Part[]) =>
  parts.map(({ text, isSmall }) => (isSmall ? `[${text}]` : text)).join(' ');
const strict = (parts: readonly Part[]) => parts.map(({ text }) => text).join(' ');
