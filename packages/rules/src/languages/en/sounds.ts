import type { Sounds } from '../sounds.js';

/** C is ch, X is sh, T is th. */
const spellings: Sounds['spellings'] = [
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

/** How English words sound: by the spelling rules that recognisers' slips fall under (`gap` for `GAAP`). */
export const sounds: Sounds = {
  spellings,
  confused: ['pb', 'td', 'kg', 'fv', 'sX', 'CX', 'mn', 'Tf', 'Tt', 'Td', 'lr', 'sT'],
  endings: /(?<=...)(?:ings?|ed|es|s)$/,
  merged: { b: 'p', d: 't', g: 'k', v: 'f', n: 'm', X: 's', T: 't' },
  vowels: /a/g,
  opposite: /^(?:un|in|im|ir|non|dis|de|mis)/,
};
