const MAX_ALTERNATIVES = 4;

/** Of many alternatives the first ones are enough to know which word is meant. */
export function shortenAlternatives(alternatives: string): string {
  const words = alternatives.split('|');
  return words.length <= MAX_ALTERNATIVES ? alternatives : `${words.slice(0, MAX_ALTERNATIVES).join('|')}|…`;
}
