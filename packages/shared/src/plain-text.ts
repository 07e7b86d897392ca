import { decodeHTMLStrict } from 'entities';

/** A text may have been escaped by one program after another: `&amp;quot;`. */
const MAX_ESCAPES = 3;

/**
 * Replaces HTML entities, which a web page left in a text, by the characters they stand for: `&pound;200` is `£200`. An
 * entity ends with a semicolon, so `R&D` stays.
 */
export function plainText(text: string): string {
  let plain = text;
  for (let escapes = 0; escapes < MAX_ESCAPES && plain.includes('&') && plain.includes(';'); escapes += 1) {
    const decoded = decodeHTMLStrict(plain);
    if (decoded === plain) break;
    plain = decoded;
  }
  return plain;
}

/** `[silence]`, `<unk>`, `{cough}`: recognisers write so what is no speech. */
const MARKS = /\[[^[\]]*\]|<[^<>]*>|\{[^{}]*\}/g;
const WORD = /[\p{L}\p{N}]/u;

/** Whether there are words in a text besides marks such as `[silence]`. */
export function hasWords(text: string): boolean {
  return WORD.test(text) && (!/[[<{]/.test(text) || WORD.test(text.replace(MARKS, ' ')));
}
