import { english } from '../languages/en/english.js';
import { languageOf } from '../languages/languages.js';
import type { Language } from '../languages/language.js';
import { createNumbers, type Numbers } from './numbers.js';
import { createWordClasses, type WordClasses } from './word-classes.js';
import { createWordDistance } from './word-distance.js';
import { createWordTokens, type WordTokens } from './word-tokens.js';

/** Reads words by themselves as a language has them. */
export interface WordReader extends Numbers, ReturnType<typeof createWordDistance> {
  readonly language: Language;
  readonly classes: WordClasses;
  readonly wordTokens: WordTokens;
}

const readers = new Map<Language, WordReader>();

/** The reader of a language; there is one of each. */
export function wordReaderOf(language: Language): WordReader {
  const known = readers.get(language);
  if (known !== undefined) return known;
  const classes = createWordClasses(language.tags);
  const reader: WordReader = {
    language,
    classes,
    wordTokens: createWordTokens(language),
    ...createNumbers(language.numbers),
    ...createWordDistance(language, classes),
  };
  readers.set(language, reader);
  return reader;
}

export const englishReader = wordReaderOf(english);

/** The reader for a locale; words of a language that is not understood are read as English ones. */
export function readerOfLocale(locale: string): WordReader {
  const language = languageOf(locale);
  return language === undefined ? englishReader : wordReaderOf(language);
}
