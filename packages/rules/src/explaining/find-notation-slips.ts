import type { Explanation } from '@cueline/shared/documents';
import type { LoadedFile } from '../rule-file/load-rule-files.js';
import { phraseSites } from '../rule-file/phrase-sites.js';
import type { RuleError } from '../rule-file/rule-error.js';
import { unheardSignOf } from '../phrases/unheard-signs.js';
import { languages } from '../languages/languages.js';

/** A part of a phrase that is right, and hardly meant. */
interface Slip extends Explanation {
  readonly offset: number;
}

/**
 * Finds phrases that look like another notation, regular expressions or searches with AND and OR, and regular expressions that
 * ask for punctuation.
 */
export function findNotationSlips({ draft, document }: LoadedFile): RuleError[] {
  return phraseSites(draft).flatMap(({ path, kind, text }) => {
    const slip = kind === 'regex' ? punctuationIn(text) : notationSlip(text, path[0] === 'expansions');
    return slip === undefined ? [] : [document.error(path, slip, { offset: slip.offset })];
  });
}

/** A sign of punctuation behind a word, unless it may be absent. Points of numbers and of single letters are written. */
const PUNCTUATION = /(?<=[\p{L})]{2}|\))(?:\\[.?!]|[,;!])(?![?*{]|\w)/u;

function punctuationIn(regex: string): Slip | undefined {
  const plain = regex.replaceAll(/\[(?:\\.|[^\]])*\]/g, (characters) => ' '.repeat(characters.length));
  const found = PUNCTUATION.exec(plain);
  return found === null ? undefined : { offset: found.index, ...asUnwritten(found[0]) };
}

function notationSlip(phrase: string, isExpansion: boolean): Slip | undefined {
  const unheard = unheardSignOf(phrase);
  if (unheard !== undefined) return unheard;
  const [, delimiter, inside] = DELIMITED.exec(phrase) ?? [];
  if (delimiter !== undefined && inside !== undefined) return { offset: 0, ...asDelimiters(delimiter, inside) };
  const [named] = NAMED_REGEX.exec(phrase) ?? [];
  if (named !== undefined) return { offset: 0, ...asPunctuation(named.trim()) };
  const mark = OPTIONAL_MARK.exec(phrase);
  if (mark) return { offset: mark.index, ...asOptional(mark[0]) };
  const near = NEAR.exec(phrase);
  if (near) return { offset: near.index, ...asDistance(near[0]) };
  const sign = loneSignIn(phrase);
  if (sign !== undefined) return sign;
  const prefix = PREFIX.exec(phrase);
  if (prefix) return { offset: prefix.index, ...asSign(prefix[0]) };
  const operator = /(?<![^\s([|])(?:OR|AND|NOT|NEAR)(?![^\s)\]|])/.exec(phrase);
  if (operator && /\p{Ll}/u.test(phrase)) return { offset: operator.index, ...asWord(operator[0]) };
  const regex = LIKE_REGEX.exec(phrase);
  if (regex) return { offset: regex.index, ...asPunctuation(regex[0]) };
  const unspaced = UNSPACED.exec(phrase);
  if (unspaced) return { offset: unspaced.index, ...UNSPACED_SLIP };
  const divided = isExpansion ? -1 : dividedAt(phrase);
  if (divided < 0) return undefined;
  return {
    offset: divided,
    ...dividing(
      phrase
        .slice(divided + 1)
        .split('|')[0]
        ?.trim() ?? '',
    ),
  };
}

/** A regular expression between slashes, or the like of other languages, and SQL's `%fee%`. */
const DELIMITED = /^\s*m?\\?([/#%~])(.*?\S.*?)\\?\1(?:(?<=[/#])[a-z]+)?\s*$/su;

/** How a text says that a regular expression follows. */
const NAMED_REGEX = /^\s*(?:re|regexp?|pattern|regular expression)\s*[:=]\s*(?=\S)/iu;

/** What redaction writes in brackets, where brackets make words optional: `fee of [pii]`. */
const OPTIONAL_MARK = /(?<!\\)\[(?:pii|phi|pci|redacted|masked|[a-z]+(?:_[a-z]+)+)\]/iu;

/** How searches ask for words near one another: `NEAR/3`, `w/5`, `PRE/2`. */
const NEAR = /(?<![^\s([|])(?:near|within|onear|pre|w|n)\/\d+(?![^\s)\]|])/iu;

/** Signs by themselves that other notations have for "and", "anything" and the like. */
const LONE_SIGN = /(?<![^\s([|])(?:%|&&|\+|_+)(?![^\s)\]|])/gu;

/** Signs before a word, with which searches ask for it, exclude it, or name somebody: `+fee`, `-fee`, `@agent`. */
const PREFIX = /(?<![^\s([|])[-+@&#%$!?:](?=\p{L}{2})/u;

/** Says as what a sign by itself is read. Behind a number, `%` is what it seems to be. */
function loneSignIn(phrase: string): Slip | undefined {
  for (const { 0: sign, index } of phrase.matchAll(LONE_SIGN)) {
    const [before = ''] = /\S*$/.exec(phrase.slice(0, index).trimEnd()) ?? [];
    if (
      sign === '%' &&
      (/[\d}>)\]]$/.test(before) || languages.some(({ numbers }) => numbers.numerals.has(before.toLowerCase())))
    )
      continue;
    return { offset: index, ...asSign(sign) };
  }
  return undefined;
}

/** Signs behind a group, a word or amid one, classes of characters, and `$` at the end; all are read as words or skipped. */
const LIKE_REGEX =
  /(?<=[)\]])[?+]|\(\?[:=!<]|(?<=\p{L})[?+](?=\p{L})|(?<=\p{L}{2})\+(?![^\s)\]|])|(?<=\p{L}s)\?(?=\s+\p{Ll})|\.[+?]|\[[a-z0-9]-[a-z0-9]\]|(?<=\p{L})\$$/iu;

/** Words of these are not divided by spaces, so that none of them stands by itself in speech. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]/u;

/** The places of `|` outside of all brackets. */
function dividedAt(phrase: string): number {
  let depth = 0;
  for (const { 0: sign, index } of phrase.matchAll(/\\.|[()[\]|]/g)) {
    if (sign === '(' || sign === '[') depth += 1;
    else if (sign === ')' || sign === ']') depth -= 1;
    else if (sign === '|' && depth === 0) return index;
  }
  return -1;
}

const asWord = (operator: string): Explanation => ({
  message: `\`${operator}\` is an ordinary word here, which must be said`,
  hint: 'write (this|that) for alternatives; all words of a phrase must be said anyway',
});
const asDelimiters = (delimiter: string, inside: string): Explanation => ({
  message: `\`${delimiter}\` around a phrase does not make it a regular expression or a pattern: only its words are looked for`,
  hint: `write '${inside}' without them, or {regex: '…'} for a regular expression`,
});
const asOptional = (mark: string): Explanation => ({
  message: `\`${mark}\` is a word that may be missing, so the phrase counts without it; marks of redaction are passed over anyway`,
  hint: 'remove it; {money}, {digits} and the like ask for a value',
});
const asUnwritten = (sign: string): Explanation => ({
  message: `this is found only where the recogniser wrote \`${sign.at(-1)}\`, and many write no punctuation`,
  hint: `remove it, or write ${sign}?`,
});
const asDistance = (operator: string): Explanation => ({
  message: `\`${operator}\` is read as words that must be said`,
  hint: `write ...${/\d+/.exec(operator)?.[0] ?? ''} between words to allow that many others`,
});
const asSign = (sign: string): Explanation => ({
  message: SPOKEN.has(sign)
    ? `\`${sign}\` is looked for as \`${SPOKEN.get(sign)}\`, a word that must be said`
    : `\`${sign}\` is passed over, and lets no other words pass`,
  hint: 'write that word if you mean it, ... to allow other words, or nothing: all words of a phrase must be said anyway',
});
const SPOKEN: ReadonlyMap<string, string> = new Map([
  ['%', 'percent'],
  ['+', 'plus'],
  ['&&', 'and'],
  ['&', 'and'],
  ['@', 'at'],
  ['$', 'dollars'],
  ['#', 'pound'],
]);
const asPunctuation = (sign: string): Explanation => ({
  message: `\`${sign}\` is not read as in a regular expression`,
  hint: "write [ ] around optional words and ... for other words, or {regex: '…'} for a regular expression",
});
const UNSPACED_SLIP: Explanation = {
  message: 'words of this script are found only if speech has spaces around them',
  hint: String.raw`use {regex: '…'}, which looks for characters`,
};
const dividing = (second: string): Explanation => ({
  message: `\`|\` outside of brackets divides the whole phrase: \`${second}\` alone is enough`,
  hint: 'put brackets around the alternatives, or write two phrases',
});
