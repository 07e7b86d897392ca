import type { ExplainedPhrase } from '@cueline/rules';

/** Which words a phrase matches, and why it does not count where it does not. */
export function phraseMatchText({ phrase, words, voidedBy }: ExplainedPhrase): string {
  const text = `\`${phrase}\` matches "${words}"`;
  return voidedBy === undefined ? text : `${text}, but the exception \`${voidedBy}\` voids it`;
}
