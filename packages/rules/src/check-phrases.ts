import { checkRegex } from './check-regex.js';
import type { LoadedFile } from './load-rule-files.js';
import { phraseSites } from './phrase-sites.js';
import type { RuleError } from './rule-error.js';

/** What is wrong with a phrase, and from which UTF-16 code unit on. */
export interface PhraseFlaw {
  readonly offset: number;
  readonly message: string;
  readonly hint: string;
}

export type CheckPhrase = (text: string) => PhraseFlaw | undefined;

/** Checks that every phrase and every regular expression of a file can be used. */
export function checkPhrases({ draft, document }: LoadedFile, checkPhrase: CheckPhrase): RuleError[] {
  return phraseSites(draft).flatMap(({ path, kind, text }) => {
    const flaw = kind === 'regex' ? checkRegex(text) : checkPhrase(text);
    return flaw ? [document.error(path, flaw, { offset: flaw.offset })] : [];
  });
}
