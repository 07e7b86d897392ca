import { isMask } from '@cueline/shared/marks';

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
}

/** Longer words are cut here: no word of a phrase is as long, and it bounds the work on hostile text. */
const MAX_WORD_LENGTH = 48;

const symbols = new Map(
  Object.entries({
    $: 'dollars',
    '£': 'pounds',
    '€': 'euros',
    '₹': 'rupees',
    '¥': 'yen',
    '¢': 'cents',
    '%': 'percent',
    '*': 'star',
    '#': 'pound',
    '&': 'and',
    '+': 'plus',
    '@': 'at',
  }),
);

/** A currency's sign by itself stands before an amount: `$ 200`. */
const loneSymbols = new Map(Object.entries({ $: 'usd', '£': 'gbp', '€': 'eur', '₹': 'inr', '¥': 'jpy' }));

/** What is said as one word and written as several, and forms that recognisers write without their apostrophe. */
const longForms = new Map(
  Object.entries({
    "won't": 'will not',
    "can't": 'can not',
    "shan't": 'shall not',
    "ain't": 'is not',
    "y'all": 'you all',
    "o'clock": 'oclock',
    cannot: 'can not',
    cant: 'can not',
    dont: 'do not',
    doesnt: 'does not',
    didnt: 'did not',
    isnt: 'is not',
    arent: 'are not',
    wasnt: 'was not',
    werent: 'were not',
    wont: 'will not',
    wouldnt: 'would not',
    couldnt: 'could not',
    shouldnt: 'should not',
    hasnt: 'has not',
    havent: 'have not',
    bein: 'being',
    callin: 'calling',
    collectin: 'collecting',
    gettin: 'getting',
    goin: 'going',
    leavin: 'leaving',
    lookin: 'looking',
    monitorin: 'monitoring',
    payin: 'paying',
    recordin: 'recording',
    talkin: 'talking',
    tryin: 'trying',
    gonna: 'going to',
    wanna: 'want to',
    gotta: 'got to',
    lemme: 'let me',
    gimme: 'give me',
    youre: 'you are',
    theyre: 'they are',
    youve: 'you have',
    weve: 'we have',
    youll: 'you will',
    alright: 'all right',
    wo: 'will', // of `wo n't`
  }),
);

const endings: readonly (readonly [string, string])[] = [
  ["n't", 'not'],
  ["'re", 'are'],
  ["'ll", 'will'],
  ["'ve", 'have'],
  ["'m", 'am'],
];

/** An ending that a recogniser writes as a word of its own: `is n't`, `we 're`, `company 's`. */
const LONE_ENDING = /^(?:n't|'(?:re|ll|ve|m|s|d))(?=[.,?!;:]*$)/;

const PIECES =
  /(?<symbol>[$£€₹¥¢%&+@]|(?<![*#])[*#](?![*#]))|(?<part>(?<![\d/.])(?:1\/2|[13]\/4|[1357]\/8)(?![\d/]))|(?<continental>(?<![\d.,])(?:\d{1,3}(?:\.\d{3})+,\d{1,2}|\d{1,3}(?:\.\d{3}){2,}|\d+,\d{2}|\d+,\d(?=[%€]))(?![\d.,]*\d))|(?<number>\d{1,2}(?:,\d{2})+,\d{3}(?:\.\d+)?(?![,\d])|\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|(?<![\p{L}\d.])\.\d+)(?<ordinal>(?:st|nd|rd|th)(?!\p{L}))?|(?<word>\p{L}[\p{L}\p{M}]*(?:'\p{L}[\p{L}\p{M}]*)*)|(?<dot>\.(?=\p{L}))/gu;

/** Accents, and characters that nobody sees. Vowels that other scripts write as marks are heard. */
const NOT_HEARD = /[\u0300-\u036f\p{Cf}]/gu;

/** Letters with dots between them: `a.p.r.` */
const DOTTED_LETTERS = /^(?:\p{L}\.){2,}$|^(?:\p{L}\.)+\p{L}$/u;

/** Letters that are also written as two where there is no key for them. */
const DIGRAPHS = new Map(Object.entries({ ä: 'ae', ö: 'oe', ü: 'ue', ø: 'oe', å: 'aa' }));
const HAS_DIGRAPH = /[äöüøå]/;

/** Takes one written word (without white space) apart. */
export function wordTokens(written: string): WordToken[] {
  const tokens = tokensOf(plain(written));
  const composed = /^[ -~]*$/.test(written) ? '' : written.toLowerCase().normalize('NFC');
  if (!HAS_DIGRAPH.test(composed)) return tokens;
  const spelt = tokensOf(plain(composed.replaceAll(/[äöüøå]/g, (letter) => DIGRAPHS.get(letter) ?? letter)));
  return tokens.map((token, index) => {
    const alias = spelt[index]?.text;
    return alias === undefined || alias === token.text ? token : { ...token, alias };
  });
}

function tokensOf(word: string): WordToken[] {
  if (isMask(word)) return [];
  if (DOTTED_LETTERS.test(word.replace(/[,?!:;]+$/, ''))) {
    return [{ text: word.replace(/[^\p{L}]/gu, ''), kind: 'word' }];
  }
  const [ending] = LONE_ENDING.exec(word) ?? [];
  if (ending !== undefined) return [endingToken(ending)];
  const tokens: WordToken[] = [];
  for (const match of word.matchAll(PIECES)) {
    const { symbol, part, continental, number, ordinal, word: letters } = match.groups ?? {};
    if (part !== undefined) tokens.push({ text: decimalOf(part), kind: 'digits' });
    else if (continental !== undefined)
      tokens.push({ text: continental.replaceAll('.', '').replace(',', '.'), kind: 'digits' });
    else if (letters !== undefined) tokens.push(...spokenWords(letters));
    else if (number !== undefined) {
      const plainly = `${number.startsWith('.') ? '0' : ''}${number.replaceAll(',', '')}`;
      tokens.push({ text: plainly, kind: ordinal === undefined ? 'digits' : 'ordinal' });
    } else if (symbol !== undefined) {
      const names = /[\p{L}\d]/u.test(word) ? symbols : loneSymbols;
      tokens.push({ text: names.get(symbol) ?? symbols.get(symbol) ?? symbol, kind: 'word' });
    } else if (tokens.length > 0) tokens.push({ text: 'dot', kind: 'aside' });
  }
  return currencyBehind(tokens, word);
}

/**
 * The first sign, or the rest of too long a word, that takes no part in matching though it is more than plain
 * punctuation; what a rule's author wrote and nobody will hear.
 */
export function unspokenIn(written: string): string | undefined {
  if (written.length > MAX_WORD_LENGTH) return written.slice(MAX_WORD_LENGTH);
  const [sign] = NOT_PLAIN_PUNCTUATION.exec(plain(written).replace(PIECES, '')) ?? [];
  // An accent by itself: there is nothing left of it once accents are taken off.
  return sign ?? (/[^\p{P}\s]/u.test(written) && wordTokens(written).length === 0 ? written : undefined);
}

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
  if (ending === "'s" || ending === "'d") {
    return [...spokenWords(letters.slice(0, last)), { text: ending, kind: 'aside' }];
  }
  return [{ text: letters.replaceAll("'", ''), kind: 'word' }];
}

function endingToken(ending: string): WordToken {
  const [, spoken] = endings.find(([written]) => written === ending) ?? [];
  return spoken === undefined ? { text: ending, kind: 'aside' } : { text: spoken, kind: 'word' };
}

/** `$5` is said `five dollars`. */
function currencyBehind(tokens: WordToken[], word: string): WordToken[] {
  const [currency, amount, ...rest] = tokens;
  if (!/^[^\p{L}\d]*[$£€₹¥]\.?\d/u.test(word) || currency === undefined || amount === undefined) return tokens;
  return [amount, currency, ...rest];
}
