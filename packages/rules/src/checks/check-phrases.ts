import { checkRegex } from './check-regex.js';
import type { LoadedFile } from '../rule-file/load-rule-files.js';
import { readerOfLocale, type WordReader } from '../words/word-reader.js';
import { PhraseError, type PhraseFlaw } from '../phrases/phrase-error.js';
import { phraseSites } from '../rule-file/phrase-sites.js';
import type { RuleError } from '../rule-file/rule-error.js';
import { createPhraseTrees, type PhraseTrees } from '../phrases/phrase-tree.js';
import { soundExpansions } from './usable-expansions.js';
import { unheardPartOf } from '../phrases/unheard-parts.js';

/** Checking a hostile regular expression may take seconds: after so many that are refused, no other is checked. */
const MAX_REFUSED_REGEXES = 5;

/**
 * Checks that every phrase and every regular expression can be used.
 *
 * @param compile whether phrases are read with their expansions, too: some then match nothing, or too much
 */
export function checkPhrases(files: readonly LoadedFile[], { compile }: { compile: boolean }): RuleError[] {
  const expansions = soundExpansions(files);
  const trees = new Map<WordReader, PhraseTrees>();
  const treesOf = (locale: string | undefined): PhraseTrees => {
    const reader = readerOfLocale(locale ?? files[0]?.draft.locale ?? '');
    const known = trees.get(reader) ?? createPhraseTrees({ expansions, reader });
    trees.set(reader, known);
    return known;
  };
  let refused = 0;
  const checkNext = (pattern: string) => {
    const flaw = refused < MAX_REFUSED_REGEXES ? checkRegex(pattern) : UNCHECKED;
    if (flaw !== undefined) refused += 1;
    return flaw;
  };
  return files.flatMap(({ draft, document }) =>
    phraseSites(draft).flatMap(({ path, kind, text, locale }) => {
      // An expansion need not be a phrase that can stand by itself.
      const checkPhrase = () => (!compile || path[0] === 'expansions' ? flawOf(text) : flawOf(text, treesOf(locale)));
      const flaw = kind === 'regex' ? checkNext(text) : checkPhrase();
      return flaw ? [document.error(path, flaw, { offset: flaw.offset })] : [];
    }),
  );
}

const UNCHECKED: PhraseFlaw = {
  offset: 0,
  message: 'this regular expression was not checked, since several before it are refused',
  hint: 'correct those first',
};

function flawOf(phrase: string, trees?: PhraseTrees): PhraseFlaw | undefined {
  try {
    trees?.read(phrase);
    return unheardPartOf(phrase);
  } catch (error) {
    if (!(error instanceof PhraseError)) throw error;
    const { message, hint, offset } = error;
    return { message: message.replace(/^it /, 'this phrase '), hint, offset };
  }
}
