import type { PhraseFlaw } from '../phrases/phrase-error.js';
import { unheardSignOf } from '../phrases/unheard-signs.js';

/** One sign of a regular expression, outside of classes of characters and in them. */
const SIGN = /\\c[A-Za-z]|\\.|[^]/g;

/** Letters that mean something behind a backslash in JavaScript; other letters stand for themselves there. */
const ESCAPES = /^\\[bBdDsSwWnrtvf0-9cukpPx\W_]/;

/**
 * Finds what is a regular expression and does not mean what it was written for: notations of other languages, signs
 * that nobody says, and places that depend on where speech was cut.
 */
export function regexSlipOf(pattern: string): PhraseFlaw | undefined {
  const [, delimiter, inside] = DELIMITED.exec(pattern) ?? [];
  if (delimiter !== undefined && inside !== undefined) return { offset: 0, ...delimiters(delimiter, inside) };
  const unheard = unheardSignOf(pattern);
  if (unheard !== undefined) return unheard;
  const half = HALF_DELIMITED.exec(pattern);
  if (half) return { offset: half.index, ...SLASH };
  const flags = /^\(\?[a-zA-Z]+\)/.exec(pattern);
  if (flags) return { offset: 0, ...inlineFlags(flags[0]) };
  const posix = pattern.search(/\[\[:(?:\^?\w+|[<>]):\]/);
  if (posix >= 0) return { offset: posix, ...POSIX_CLASS };
  let isInClass = false;
  for (const { 0: sign, index: offset } of pattern.matchAll(SIGN)) {
    if (sign === '\\\\') return { offset, ...BACKSLASH };
    if (/^\\[<>]$/.test(sign)) return { offset, ...wordEdge(sign) };
    if (/^\\[AzZG]$/.test(sign)) return { offset, ...anchor(sign) };
    if (sign.length === 2 && !ESCAPES.test(sign)) return { offset, ...unknownEscape(sign) };
    if (/^\\[nrtvf]$/.test(sign) || CONTROL.test(sign)) return { offset, ...lineBreak(sign) };
    if (sign === '[') isInClass = true;
    else if (sign === ']') isInClass = false;
    else if (!isInClass && (sign === '^' || sign === '$')) return { offset, ...anchor(sign) };
  }
  const end = END_BY_LOOKING.exec(pattern);
  if (end) return { offset: end.index, ...anchor(end[0]) };
  const spaces = pattern.replace(/\[[^\]]*\]/g, 'x').search(/ {2}| \\s\+/);
  return spaces < 0 ? undefined : { offset: spaces, ...SPACES };
}

/**
 * What other languages put around a regular expression, with flags behind it, also with backslashes or as Perl's `m/…/`; and `%`, which
 * SQL puts around what it looks for.
 */
const DELIMITED = /^\s*m?\\?([/#%~@!])(.*?)\\?\1[a-z]*\s*$/s;

/** One slash of two, with flags or without. */
const HALF_DELIMITED = /^\/|(?<![\\[])\/[dgimsuvxy]{0,4}$/;

/** Characters of any word, and what may stand between words. */
const ANY_LETTER = String.raw`\\[wSbB]|\\p\{L\}|\[(?:a-z|A-Z|\\w|\\S|\\p)[^\]]*\]`;
const ANY_SPACE = String.raw`\\[sW]| |\.|\[\^[^\]]*\]|\[[^\]]*(?: |\\[sW])[^\]]*\]`;
const REPEAT = String.raw`(?:[*+?]|\{\d+(?:,\d*)?\})?`;
/** What nothing, no space or no word at all may stand beside: true at the ends of what was heard as well. */
const END_BY_LOOKING = new RegExp(
  String.raw`\(\?<?!(?:(?:${ANY_LETTER})${REPEAT})*(?:${ANY_SPACE})${REPEAT}(?:(?:${ANY_LETTER}|${ANY_SPACE})${REPEAT})*\)`,
);

// oxlint-disable-next-line no-control-regex -- these are what is looked for
const CONTROL = /[\u0000-\u001f]/;

type Slip = Omit<PhraseFlaw, 'offset'>;

const delimiters = (delimiter: string, inside: string): Slip => ({
  message: `the ${delimiter === '/' ? 'slashes' : `signs \`${delimiter}\``} around this regular expression are looked for in speech, and nobody says them`,
  hint: `write '${inside}' without them; case does not matter anyway`,
});
const inlineFlags = (flags: string): Slip => ({
  message: `\`${flags}\` at the beginning is not JavaScript syntax`,
  hint: 'remove it; case does not matter anyway, and there are no lines',
});
const anchor = (sign: string): Slip => ({
  message: `\`${sign}\` means the beginning or end of a segment, but rules must not depend on where speech is cut`,
  hint: String.raw`remove it; \b is the edge of a word, \$ the sign itself`,
});
const wordEdge = (sign: string): Slip => ({
  message: `\`${sign}\` is the edge of a word in other languages; here it is the sign, and nobody says it`,
  hint: String.raw`use \b`,
});
const unknownEscape = (sign: string): Slip => ({
  message: `\`${sign}\` means nothing in JavaScript but the letter itself`,
  hint: String.raw`use \b \d \s \w or a class such as [a-z], or remove the backslash`,
});
const lineBreak = (sign: string): Slip => ({
  message: `\`${sign.length > 1 ? sign : 'a control character'}\` is never in speech, whose words have single spaces between them`,
  hint: String.raw`use \s; in YAML, single quotes leave backslashes as they are`,
});
const POSIX_CLASS: Slip = {
  message: 'names of character classes such as [:alpha:] are not JavaScript syntax',
  hint: String.raw`use \p{L} for letters, \d for digits, \s for spaces`,
};
const BACKSLASH: Slip = {
  message: String.raw`\\ looks for a backslash in speech, and nobody says one`,
  hint: 'write one backslash: in YAML, single quotes leave it as it is',
};
const SLASH: Slip = {
  message: 'this slash is looked for in speech, and nobody says it',
  hint: 'write the expression without slashes and flags; case does not matter anyway',
};
const SPACES: Slip = {
  message: 'speech has single spaces between its words, so two of them are never found',
  hint: String.raw`write one space, or \s+`,
};
