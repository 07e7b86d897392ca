/**
 * Spellings and the sounds they stand for, applied in this order. One letter is one sound; C is ch, X is sh, T is th.
 */
const spellings: readonly (readonly [RegExp, string])[] = [
  [/^(?:kn|gn|pn)/g, 'n'],
  [/^wr/g, 'r'],
  [/^wh/g, 'w'],
  [/^x/g, 's'],
  [/mb$/g, 'm'],
  [/tch|ch/g, 'C'],
  [/dg(?=[eiy])|j|g(?=[eiy])/g, 'C'],
  [/[st]i(?=o|a)|sh/g, 'X'],
  [/th/g, 'T'],
  [/ph/g, 'f'],
  [/gh(?=t|$)/g, ''],
  [/ck|q|c(?![eiy])/g, 'k'],
  [/c/g, 's'],
  [/z/g, 's'],
  [/x/g, 'ks'],
  [/(.)\1+/g, '$1'],
  [/e(?=s?$)(?<=...)/g, ''],
  [/[aeiouy]+w?|w(?![aeiouy])/g, 'a'],
];

/** Sounds that are easily taken for each other. */
const confused: ReadonlySet<string> = new Set(
  ['pb', 'td', 'kg', 'fv', 'sX', 'CX', 'mn', 'Tf', 'Tt', 'Td', 'lr', 'sT'].flatMap(([one = '', other = '']) => [
    one + other,
    other + one,
  ]),
);

/** How an English word sounds, roughly: by the spelling rules that recognisers' slips fall under (`gap` for `GAAP`). */
export function soundOf(word: string): string {
  return spellings.reduce((sound, [spelling, letter]) => sound.replaceAll(spelling, letter), word);
}

/**
 * The consonants of a word's stem, sounds that are easily confused made one: words that may be taken for each other
 * differ by one of them at most.
 */
export function skeletonOf(word: string): string {
  return soundOf(word.replace(/(?<=...)(?:ings?|ed|es|s)$/, ''))
    .replace(/(?!^)a/g, '')
    .replace(/[bdgvnXT]/g, (letter) => ({ b: 'p', d: 't', g: 'k', v: 'f', n: 'm', X: 's', T: 't' })[letter] ?? letter)
    .replace(/(.)\1+/g, '$1');
}

/** How far apart two sounds are, 0 to 1. */
export function soundGap(one: string, other: string): number {
  if (one === other) return 0;
  return confused.has(one + other) ? 0.4 : 1;
}
