import { shortenAlternatives } from './shorten-alternatives.js';
import type { ExplainedPhrase, NearMiss } from '@cueline/rules';
import { isOtherMeaning, meaningText } from './meaning-text.js';

/** Which words a phrase matches, and why it does not count where it does not. */
export function phraseMatchText({ phrase, words, voidedBy }: ExplainedPhrase): string {
  const text = `\`${phrase}\` matches "${words}"`;
  if (voidedBy.length === 0) return text;
  const exceptions = voidedBy.map((exception) => `\`${exception}\``).join(' and ');
  return `${text}, but ${voidedBy.length === 1 ? `the exception ${exceptions} voids` : `the exceptions ${exceptions} void`} it`;
}

/** What came close to a phrase, and what it lacked. */
export function nearMissText({
  phrase,
  words,
  ...near
}: Pick<NearMiss, 'phrase' | 'words' | 'reason' | 'by' | 'rule' | 'lacked'>): string {
  return `"${words}" is near \`${phrase}\`, but ${whyNot(near)}`;
}

/** Why a near miss is no match. */
export function whyNot({ reason, lacked, ...decided }: Pick<NearMiss, 'reason' | 'by' | 'rule' | 'lacked'>): string {
  if (isOtherMeaning(reason)) return `is ${meaningText({ reason, ...decided })}`;
  switch (reason) {
    case 'incomplete':
      return `lacks ${lacked.map((words) => `\`${shortenAlternatives(words)}\``).join(', ')}`;
    case 'excepted':
      return 'an exception voids it';
    case 'different':
      return 'differs too much';
    default:
      return reason satisfies never;
  }
}
