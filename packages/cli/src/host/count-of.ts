/** A number and what it counts: `1 call`, `2 calls`, `2 searches`. */
export const countOf = (many: number, noun: string): string =>
  `${many} ${noun}${many === 1 ? '' : /(?:s|ch|x)$/.test(noun) ? 'es' : 's'}`;
