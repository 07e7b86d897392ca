import { createEngine } from '../matching/create-engine.js';
import type { Pack, Sayable } from '../pack/pack.js';
import { eventKey } from '../pack/sayables.js';
import { parsePhrase, type PhraseAst } from '../phrases/phrase.js';
import { partsOf } from './phrase-parts.js';
import { plainSamples } from './phrase-samples.js';
import { readerOfLocale } from '../words/word-reader.js';

/** A pack whose expansions are families of words. */
export type Lexicon = Pick<Pack, 'locale' | 'fillers' | 'expansions'>;

/** A family of the lexicon that holds some words of a wording. */
export interface Family {
  readonly name: string;
  readonly words: string;
  /** Some others of the family. */
  readonly others: readonly string[];
}

const SHOWN_OTHERS = 5;
/** Words that begin alike are forms of one word, of which one is shown. */
const SAME_BEGINNING = 4;

/** The families that some of these words belong to, if only one does. Words that are small or numbers stand for themselves. */
export function familiesIn(wordings: readonly string[], pack: Lexicon): Family[] {
  const found = new Map<string, Set<string>>();
  const engine = createFamilyEngine(pack);
  for (const wording of wordings) {
    const matches = engine.match('agent', [wording]).filter(({ words }) => isTelling(words, pack.locale));
    const isWithin = (words: string) =>
      matches.some((other) => other.words !== words && ` ${other.words} `.includes(` ${words} `));
    for (const { key, words } of matches) {
      if (isWithin(words)) continue;
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

function othersOf(name: string, words: string, { expansions, locale }: Lexicon): string[] {
  const lengthOf = (sample: string) => sample.split(' ').length;
  const found = plainSamples(`<${name}>`, expansions, readerOfLocale(locale));
  const samples = [words, ...found.toSorted((a, b) => lengthOf(a) - lengthOf(b))];
  const beginnings = new Set<string>();
  const distinct = samples.filter((sample) => {
    const beginning = sample.slice(0, SAME_BEGINNING);
    return !beginnings.has(beginning) && beginnings.add(beginning);
  });
  return distinct.filter((sample) => sample !== '' && !` ${words} `.includes(` ${sample} `)).slice(0, SHOWN_OTHERS);
}

/** Families are events here, as words belong to one even where they are asked about or supposed. */
function createFamilyEngine(pack: Lexicon) {
  const names = Object.keys(pack.expansions).filter(
    (name) => !mayBeEmpty({ kind: 'expansion', name, offset: 0 }, pack),
  );
  const family = (name: string): Sayable => ({
    speaker: 'any',
    say: [{ phrase: `<${name}>`, tolerance: 'exact' }],
    except: [],
  });
  return createEngine({ ...pack, sayables: new Map(names.map((name) => [eventKey(name), family(name)])) });
}

function isTelling(words: string, locale: string): boolean {
  const parts = partsOf(words, locale);
  return parts.some(({ isSmall }) => !isSmall) && !parts.some(({ text }) => text.startsWith('{'));
}

/** Whether a phrase may be nothing at all: `[of] [the]` is no family. */
function mayBeEmpty(ast: PhraseAst, pack: Lexicon): boolean {
  switch (ast.kind) {
    case 'text':
    case 'slot':
      return false;
    case 'gap':
    case 'optional':
      return true;
    case 'sequence':
      return ast.items.every((item) => mayBeEmpty(item, pack));
    case 'alternatives':
      return ast.options.some((option) => mayBeEmpty(option, pack));
    case 'expansion':
      return mayBeEmpty(parsePhrase(pack.expansions[ast.name] ?? ''), pack);
    default:
      return ast satisfies never;
  }
}
