import { checkRegex } from './check-regex.js';
import type { LoadedFile } from '../rule-file/load-rule-files.js';
import { readerOfLocale, type WordReader } from '../words/word-reader.js';
import { compilePhrase, type PhraseContext } from '../phrases/phrase-compiler.js';
import { PhraseError, type PhraseFlaw } from '../phrases/phrase-error.js';
import { phraseSites } from '../rule-file/phrase-sites.js';
import type { RuleError } from '../rule-file/rule-error.js';
import { soundExpansions } from './usable-expansions.js';
import { unheardPartOf } from '../phrases/unheard-parts.js';
import { createVocabulary } from '../phrases/vocabulary.js';

/** Checking a hostile regular expression may take seconds: after so many that are refused, no other is checked. */
const MAX_REFUSED_REGEXES = 5;

/**
 * Checks that every phrase and every regular expression can be used.
 *
 * @param compile whether phrases are compiled, too: some that can be read match nothing, or too much
 */
export function checkPhrases(files: readonly LoadedFile[], { compile }: { compile: boolean }): RuleError[] {
  const expansions = soundExpansions(files);
  const contexts = new Map<WordReader, PhraseContext>();
  const contextOf = (locale: string | undefined): PhraseContext => {
    const reader = readerOfLocale(locale ?? files[0]?.draft.locale ?? '');
    const known = contexts.get(reader) ?? { expansions, reader, vocabulary: createVocabulary(reader) };
    contexts.set(reader, known);
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
      const checkPhrase = () => (!compile || path[0] === 'expansions' ? flawOf(text) : flawOf(text, contextOf(locale)));
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

function flawOf(phrase: string, context?: PhraseContext): PhraseFlaw | undefined {
  try {
    if (context) compilePhrase(phrase, context);
    return unheardPartOf(phrase);
  } catch (error) {
    if (!(error instanceof PhraseError)) throw error;
    const { message, hint, offset } = error;
    return { message: message.replace(/^it /, 'this phrase '), hint, offset };
  }
}
