import type { NearMiss } from '@cueline/rules';

/** What is said of words that mean something else than a statement. */
const meanings = {
  denied: 'denied',
  asked: 'asked',
  supposed: 'supposed',
  reported: 'reported',
  later: 'put off',
  past: 'put in the past',
  other: 'made the act of somebody else',
} as const;

/** The reasons of near misses that were said in full but mean something else. */
type OtherMeaning = keyof typeof meanings;

export const isOtherMeaning = (reason: NearMiss['reason']): reason is OtherMeaning => reason in meanings;

/** What words mean instead, and by which words: `denied by \`hardly any\` (rule \`few\`)`. */
export function meaningText({ reason, by, rule }: Pick<NearMiss, 'by' | 'rule'> & { reason: OtherMeaning }): string {
  const decided = rule === undefined ? '' : ` (rule \`${rule}\`)`;
  return by === undefined ? meanings[reason] : `${meanings[reason]} by \`${by}\`${decided}`;
}
