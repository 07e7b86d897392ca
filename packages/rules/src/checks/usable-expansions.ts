import { collectExpansions, leadsTo, usesIn } from './expansion-uses.js';
import type { LoadedFile } from '../rule-file/load-rule-files.js';
import { parsePhrase } from '../phrases/phrase.js';
import { PhraseError } from '../phrases/phrase-error.js';
import { phraseSites } from '../rule-file/phrase-sites.js';

/** What an expansion with a mistake is taken for, so that its mistake is not reported again wherever it is used. */
const STAND_IN = 'something';

/** Every expansion that is defined or used, as far as it can be used. */
export function soundExpansions(files: readonly LoadedFile[]): Record<string, string> {
  const expansions = collectExpansions(files);
  const used = files.flatMap(({ draft }) => phraseSites(draft).flatMap(({ text }) => usesIn(text)));
  const names = new Set([...expansions.keys(), ...used.map(({ name }) => name.trim())]);
  return Object.fromEntries(
    Array.from(names, (name) => {
      const text = expansions.get(name);
      const isSound = text !== undefined && isPhrase(text) && !leadsTo(expansions, name, name);
      return [name, isSound ? text : STAND_IN];
    }),
  );
}

function isPhrase(text: string): boolean {
  try {
    parsePhrase(text);
    return true;
  } catch (error) {
    if (error instanceof PhraseError) return false;
    throw error;
  }
}
