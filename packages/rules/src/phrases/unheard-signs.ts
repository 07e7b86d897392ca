import type { PhraseFlaw } from './phrase-error.js';

/** HTML's name or number of a character, as a web page leaves it in a text; of one letter it may be `AT&T;`. */
const ENTITY = /&(?:[a-z][a-z0-9]+|#\d+|#x[0-9a-f]+);/i;

/** Signs that nobody sees, and that divide words, hyphenate them or change their direction; those of emoji and scripts are others. */
const INVISIBLE = /[\u00AD\u200B\u200E\u200F\u2060\uFEFF]|[\u202A-\u202E\u2066-\u2069]/;

/** Finds what came into a phrase or a regular expression by copying it from a page: speech has none of it. */
export function unheardSignOf(text: string): PhraseFlaw | undefined {
  const entity = ENTITY.exec(text);
  if (entity) return { offset: entity.index, ...entityFlaw(entity[0]) };
  const invisible = INVISIBLE.exec(text);
  return invisible ? { offset: invisible.index, ...invisibleFlaw(invisible[0]) } : undefined;
}

const entityFlaw = (entity: string) => ({
  message: `\`${entity}\` is HTML for a character, and in speech it is that character`,
  hint: 'write the character itself: a space for &nbsp;, & for &amp;',
});
const invisibleFlaw = (sign: string) => ({
  message: `an invisible character (U+${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}) is in it`,
  hint: 'write the words around it anew; web pages and word processors bring such characters along',
});
