import type { Sounds } from '../sounds.js';

/** How Spanish words sound in the Americas. C is ch, X is the sound of j, Y that of ll and y, R of rr. */
export const sounds: Sounds = {
  spellings: [
    [/ch/g, 'C'],
    [/h/g, ''],
    [/ll|y(?=[aeiou])/g, 'Y'],
    [/gu(?=[ei])/g, 'g'],
    [/g(?=[ei])|j|x(?=ic)/g, 'X'],
    [/qu|c(?![eiC])|k/g, 'k'],
    [/[cz]/g, 's'],
    [/v/g, 'b'],
    [/x/g, 'ks'],
    [/w/g, 'gu'],
    [/rr|^r/g, 'R'],
    [/y/g, 'i'],
    [/([^R])\1+/g, '$1'],
  ],
  confused: ['pb', 'td', 'kg', 'bd', 'mn', 'lr', 'rR', 'sX', 'rd', 'ei', 'ou', 'Yi', 'nm', 'fp', 'bg'],
  endings: /(?<=...)(?:es|s)$/,
  merged: { b: 'p', d: 't', g: 'k', n: 'm', R: 'r', X: 's' },
  vowels: /[aeiou]/g,
  opposite: /^(?:in|im|i|des|dis|no|anti)/,
};
