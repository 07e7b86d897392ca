import { languageOf, languages } from '../languages/languages.js';
import type { Language } from '../languages/language.js';
import type { LoadedFile } from '../rule-file/load-rule-files.js';
import { phraseSites } from '../rule-file/phrase-sites.js';
import type { RuleError } from '../rule-file/rule-error.js';
import { wordReaderOf } from '../words/word-reader.js';

/** A phrase with so many telling words of one language, and none of its own, is in that language. */
const MIN_TELLING = 2;

/** Finds phrases that seem to be in another language than the one that they are read in. */
export function findForeignPhrases({ draft, document }: LoadedFile, packLocale: string): RuleError[] {
  return phraseSites(draft).flatMap(({ path, kind, text, locale = packLocale }) => {
    const own = languageOf(locale);
    if (kind !== 'phrase' || path[0] === 'expansions' || own === undefined || tellingIn(text, own) > 0) return [];
    const other = languages.find((language) => tellingIn(text, language) >= MIN_TELLING);
    if (other === undefined) return [];
    const message = `this phrase looks like ${other.name}, and is read as ${own.name}`;
    const hint = `write its \`locale\` beside it, such as {phrase: "…", locale: ${other.code}-US}, or \`locale\` for the rule`;
    return [document.error(path, { message, hint })];
  });
}

const tellingIn = (phrase: string, language: Language): number =>
  (phrase.match(/\p{L}+/gu) ?? [])
    .flatMap(wordReaderOf(language).wordTokens)
    .filter(({ text }) => language.telltales.has(text)).length;
