import type { LoadedFile } from './load-rule-files.js';
import { compilePhrase } from './phrase-compiler.js';
import { PhraseError } from './phrase-error.js';
import { phraseSites } from './phrase-sites.js';
import type { RuleError } from './rule-error.js';
import { createVocabulary } from './vocabulary.js';

/** Checks what only shows when the expansions are put in: phrases that match when nothing is said, and phrases too long. */
export function checkCompiled(files: readonly LoadedFile[]): RuleError[] {
  const expansions: Record<string, string> = {};
  for (const { content } of files) Object.assign(expansions, content?.expansions);
  const vocabulary = createVocabulary();
  return files.flatMap(({ draft, document }) =>
    phraseSites(draft).flatMap(({ path, kind, text }) => {
      if (kind === 'regex' || path[0] === 'expansions') return [];
      try {
        compilePhrase(text, { expansions, vocabulary });
        return [];
      } catch (error) {
        if (error instanceof PhraseError) return [document.error(path, error)];
        throw error;
      }
    }),
  );
}
