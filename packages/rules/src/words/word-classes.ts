import type { Tags } from '../languages/meaning.js';

/** As words are compared: an accent is not always written. */
export const withoutAccents = (word: string): string => word.normalize('NFKD').replace(/[\u0300-\u036f]/g, '');

const wordSet = (words: string): ReadonlySet<string> => new Set(words.trim().split(/\s+/).map(withoutAccents));

/** What the engine asks of a word by itself. `languages/meaning.ts` says what each is. */
export interface WordClasses {
  readonly negators: ReadonlySet<string>;
  readonly pasts: ReadonlySet<string>;
  readonly pronouns: ReadonlySet<string>;
  readonly demonstratives: ReadonlySet<string>;
  readonly articles: ReadonlySet<string>;
  readonly auxiliaries: ReadonlySet<string>;
  readonly bindingWords: ReadonlySet<string>;
  readonly smallWords: ReadonlySet<string>;
  readonly finiteAuxiliaries: ReadonlySet<string>;
}

export function createWordClasses(tags: Tags): WordClasses {
  return {
    negators: wordSet(tags.negation),
    pasts: wordSet(tags.was),
    pronouns: wordSet(tags.pronoun),
    demonstratives: wordSet(tags.demonstrative),
    articles: wordSet(tags.article),
    auxiliaries: wordSet(tags.auxiliary),
    bindingWords: wordSet(tags.binding),
    smallWords: wordSet(tags.small),
    finiteAuxiliaries: wordSet(tags.finite),
  };
}
