import { isMask } from '@cueline/shared/marks';
import { english } from '../languages/en/english.js';
import type { Language } from '../languages/language.js';

/**
 * What a written word is made of once case, punctuation and contractions are out of the way. `we're` gives we + are,
 * `non-GAAP` non + gaap, `$1,200` 1200 + dollars, `20F` 20 + f, `XXXX` nothing. Marks of more than masked letters (`[noise]`) are no part of it any more.
 */
export interface WordToken {
  /** In lower case; a number in digits is written plainly (`1200`, `4.99`). */
  readonly text: string;
  /**
   * `aside`: stands for what is not always written or spoken (`'s`, the dot of a name), so matching may pass over it.
   */
  readonly kind: 'word' | 'digits' | 'ordinal' | 'aside';
  /** The same word where letters with accents are written as two: `gespraech` for `gespräch`. */
  readonly alias?: string;
  /** The same word with its accents, if it has any: `sí`, which is another word than `si`. */
  readonly accented?: string;
  /** Whether a question mark stands before it, in languages that open questions with one, or behind it. */
  readonly opensQuestion?: boolean;
  readonly closesQuestion?: boolean;
}

/** Longer words are cut here: no word of a phrase is as long, and it bounds the work on hostile text. */
const MAX_WORD_LENGTH = 48;

/** The pieces of a written word. */
const piecesOf = (ordinalEndings: string): RegExp =>
  new RegExp(
    String.raw`(?<symbol>[$£€₹¥¢%&+@]|(?<![*#])[*#](?![*#]))|(?<part>(?<![\d/.])(?:1\/2|[13]\/4|[1357]\/8)(?![\d/]))|(?<continental>(?<![\d.,])(?:\d{1,3}(?:\.\d{3})+,\d{1,2}|\d{1,3}(?:\.\d{3}){2,}|\d+,\d{2}|\d+,\d(?=[%€]))(?![\d.,]*\d))|(?<number>\d{1,2}(?:,\d{2})+,\d{3}(?:\.\d+)?(?![,\d])|\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|(?<![\p{L}\d.])\.\d+)(?<ordinal>(?:${ordinalEndings})(?!\p{L}))?|(?<word>\p{L}[\p{L}\p{M}]*(?:'\p{L}[\p{L}\p{M}]*)*)|(?<dot>\.(?=\p{L}))`,
    'gu',
  );

/** Accents, and characters that nobody sees. Vowels that other scripts write as marks are heard. */
const NOT_HEARD = /[\u0300-\u036f\p{Cf}]/gu;

/** Letters with dots between them: `a.p.r.` */
const DOTTED_LETTERS = /^(?:\p{L}\.){2,}$|^(?:\p{L}\.)+\p{L}$/u;

/** Letters that are also written as two where there is no key for them. */
const DIGRAPHS = new Map(Object.entries({ ä: 'ae', ö: 'oe', ü: 'ue', ø: 'oe', å: 'aa' }));
const HAS_DIGRAPH = /[äöüøå]/g;

/** Takes one written word (without white space) apart. */
export type WordTokens = (written: string) => WordToken[];

/** Takes words apart as a language writes them. */
export function createWordTokens({
  spelling,
  questionMarks,
}: Pick<Language, 'spelling' | 'questionMarks'>): WordTokens {
  const { longForms, endings, openEndings, signs, loneSigns, dot } = spelling;
  const pieces = piecesOf(spelling.ordinalEndings);
  const written = [...endings.map(([ending]) => ending), ...openEndings.keys()];
  /** An ending that a recogniser writes as a word of its own: `is n't`, `we 're`, `company 's`. */
  const loneEnding = written.length === 0 ? undefined : new RegExp(`^(?:${written.join('|')})(?=[.,?!;:]*$)`);

  function tokensOf(word: string): WordToken[] {
    if (isMask(word)) return [];
    if (DOTTED_LETTERS.test(word.replace(/[,?!:;]+$/, ''))) {
      return [{ text: word.replace(/[^\p{L}]/gu, ''), kind: 'word' }];
    }
    const [ending] = loneEnding?.exec(word) ?? [];
    if (ending !== undefined) return [endingToken(ending)];
    const tokens: WordToken[] = [];
    for (const match of word.matchAll(pieces)) {
      const { symbol, part, continental, number, ordinal, word: letters } = match.groups ?? {};
      if (part !== undefined) tokens.push({ text: decimalOf(part), kind: 'digits' });
      else if (continental !== undefined)
        tokens.push({ text: continental.replaceAll('.', '').replace(',', '.'), kind: 'digits' });
      else if (letters !== undefined) tokens.push(...spokenWords(letters));
      else if (number !== undefined) {
        const plainly = `${number.startsWith('.') ? '0' : ''}${number.replaceAll(',', '')}`;
        tokens.push({ text: plainly, kind: ordinal === undefined ? 'digits' : 'ordinal' });
      } else if (symbol !== undefined) {
        const names = /[\p{L}\d]/u.test(word) ? signs : loneSigns;
        tokens.push({ text: names.get(symbol) ?? signs.get(symbol) ?? symbol, kind: 'word' });
      } else if (tokens.length > 0) tokens.push({ text: dot, kind: 'aside' });
    }
    return currencyBehind(tokens, word);
  }

  function spokenWords(letters: string): WordToken[] {
    const long = longForms.get(letters);
    if (long !== undefined) return long.split(' ').map((text) => ({ text, kind: 'word' }));
    if (!letters.includes("'")) return [{ text: letters, kind: 'word' }];
    for (const [ending, spoken] of endings) {
      if (letters.endsWith(ending) && letters.length > ending.length) {
        return [...spokenWords(letters.slice(0, -ending.length)), { text: spoken, kind: 'word' }];
      }
    }
    const last = letters.lastIndexOf("'");
    const ending = letters.slice(last);
    if (openEndings.has(ending)) return [...spokenWords(letters.slice(0, last)), { text: ending, kind: 'aside' }];
    return [{ text: letters.replaceAll("'", ''), kind: 'word' }];
  }

  function endingToken(ending: string): WordToken {
    const [, spoken] = endings.find(([short]) => short === ending) ?? [];
    return spoken === undefined ? { text: ending, kind: 'aside' } : { text: spoken, kind: 'word' };
  }

  return (word) => {
    const tokens = tokensOf(plain(word));
    if (/^[ -~]*$/.test(word)) return questionMarks === undefined ? tokens : asked(tokens, word, questionMarks);
    const composed = word.slice(0, MAX_WORD_LENGTH).toLowerCase().normalize('NFC');
    const digraphs = composed.replaceAll(HAS_DIGRAPH, (letter) => DIGRAPHS.get(letter) ?? letter);
    const spelt = digraphs === composed ? [] : tokensOf(plain(digraphs));
    const accented = [...composed.matchAll(LETTERS)].map(([letters]) => letters);
    const told = tokens.map((token, index): WordToken => {
      const alias = spelt[index]?.text;
      const isAccented = accented.length === tokens.length && accented[index] !== token.text;
      return {
        ...token,
        ...(alias === undefined || alias === token.text ? {} : { alias }),
        ...(isAccented ? { accented: accented[index] ?? '' } : {}),
      };
    });
    return questionMarks === undefined ? told : asked(told, word, questionMarks);
  };
}

/** As English is written. Which signs are words is the same in all languages. */
export const englishTokens = createWordTokens(english);

const LETTERS = /\p{L}[\p{L}\p{M}]*/gu;

/** Notes where a question begins and ends. */
function asked(
  tokens: WordToken[],
  word: string,
  { opening, closing }: NonNullable<Language['questionMarks']>,
): WordToken[] {
  if (!word.includes(opening) && !word.includes(closing)) return tokens;
  return tokens.map((token, index) => ({
    ...token,
    ...(index === 0 && word.includes(opening) ? { opensQuestion: true } : {}),
    ...(index === tokens.length - 1 && word.includes(closing) ? { closesQuestion: true } : {}),
  }));
}

/**
 * The first sign, or the rest of too long a word, that takes no part in matching though it is more than plain
 * punctuation; what a rule's author wrote and nobody will hear.
 */
export function unspokenIn(written: string): string | undefined {
  if (written.length > MAX_WORD_LENGTH) return written.slice(MAX_WORD_LENGTH);
  const [sign] = NOT_PLAIN_PUNCTUATION.exec(plain(written).replace(ENGLISH_PIECES, '')) ?? [];
  // An accent by itself: there is nothing left of it once accents are taken off.
  return sign ?? (/[^\p{P}\s]/u.test(written) && englishTokens(written).length === 0 ? written : undefined);
}

const ENGLISH_PIECES = piecesOf(english.spelling.ordinalEndings);

/** Anything but dashes, quotation marks, round brackets and what ends sentences. */
const NOT_PLAIN_PUNCTUATION = /[^\p{Pd}\p{Pc}\p{Ps}\p{Pe}\p{Pi}\p{Pf}\s.,;:!?'"/…¿¡·、。]|[[\]{}]/u;

/** Letters that no accent is taken off from. */
const ONE_LETTER = new Map(Object.entries({ ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l' }));

function plain(written: string): string {
  const short = written.length > MAX_WORD_LENGTH ? written.slice(0, MAX_WORD_LENGTH) : written;
  const lower = short.toLowerCase();
  if (/^[ -~]*$/.test(lower)) return lower.replace(/^(?:us|au?|ca?|nz|hk|s)\$/, '$');
  return lower
    .replace(/[¼½¾⅛⅜⅝⅞]/g, ' $&')
    .replace(/[‘’ʼ´′]/g, "'")
    .normalize('NFKD')
    .replace(NOT_HEARD, '')
    .replace(/[ßæœøł]/g, (letter) => ONE_LETTER.get(letter) ?? letter)
    .replaceAll('⁄', '/');
}

/** `3/4` is 0.75. */
function decimalOf(part: string): string {
  const [count, whole] = part.split('/').map(Number);
  return String((count ?? 0) / (whole ?? 1));
}

/** `$5` is said `five dollars`. */
function currencyBehind(tokens: WordToken[], word: string): WordToken[] {
  const [currency, amount, ...rest] = tokens;
  if (!/^[^\p{L}\d]*[$£€₹¥]\.?\d/u.test(word) || currency === undefined || amount === undefined) return tokens;
  return [amount, currency, ...rest];
}
