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
