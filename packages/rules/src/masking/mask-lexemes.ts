import { spokenZeros, teens, tens, units } from '../words/number-words.js';

/** A piece of text as the mask reads it. Punctuation is no lexeme: it is passed over. */
export type Lexeme = { readonly from: number; readonly to: number } & (
  | { readonly kind: 'digits'; readonly digits: string }
  /** Zero to ninety, as one word. */
  | { readonly kind: 'small'; readonly value: number }
  | { readonly kind: 'magnitude'; readonly value: 100 | 1000 }
  /** `double`, `triple`: the next digit counts so many times. */
  | { readonly kind: 'times'; readonly value: number }
  /** What people say between digits. */
  | { readonly kind: 'between' }
  /** Sounds like a digit, and is passed over between two of them. */
  | { readonly kind: 'homophone' }
  /** Makes the number before it an amount: `dollars`, `percent`, `million`. */
  | { readonly kind: 'unit' }
  | { readonly kind: 'other' }
);

type Meaning = { [K in Lexeme['kind']]: Omit<Extract<Lexeme, { kind: K }>, 'from' | 'to'> }[Lexeme['kind']];

const SMALL = new Map<string, number>([
  ...units,
  ...teens,
  ...tens,
  ...[...spokenZeros].map((word) => [word, 0] as const),
  ['nought', 0],
  ['naught', 0],
  ['niner', 9],
  ['fourty', 40],
]);

const MEANINGS = new Map<string, Meaning>([
  ...[...SMALL].map(([word, value]) => [word, { kind: 'small', value }] as const),
  ['hundred', { kind: 'magnitude', value: 100 }],
  ['thousand', { kind: 'magnitude', value: 1000 }],
  ['double', { kind: 'times', value: 2 }],
  ['triple', { kind: 'times', value: 3 }],
  ['treble', { kind: 'times', value: 3 }],
  ['quadruple', { kind: 'times', value: 4 }],
  ...['to', 'too', 'for', 'ate', 'won'].map((word) => [word, { kind: 'homophone' }] as const),
  ...'um umm uhm uh uhh er erm ah eh hm hmm mm mhm okay ok yeah yes right like so well then and you know sorry wait dash hyphen space slash dot comma'
    .split(' ')
    .map((word) => [word, { kind: 'between' }] as const),
  ...'dollar dollars buck bucks cent cents euro euros pounds pence usd eur gbp percent percentage million millions billion billions trillion k m bn'
    .split(' ')
    .map((word) => [word, { kind: 'unit' }] as const),
]);

// What repeats is bounded, so that no text takes long. A card number has more digits than any amount.
const DIGITS_OF_AMOUNT = String.raw`\p{Nd}(?:[.,]?\p{Nd}){0,11}`;
const AMOUNT = String.raw`[$£€¥₹]\s?${DIGITS_OF_AMOUNT}(?![.,]?\p{Nd})|${DIGITS_OF_AMOUNT}\s?%`;
const DECIMAL = String.raw`(?<![\p{Nd}.])\p{Nd}{1,7}\.\p{Nd}{1,2}(?!\.?\p{Nd})`;
const TIME_OF_DAY = String.raw`(?<![\p{Nd}:])\p{Nd}{1,2}:\p{Nd}{2}(?::\p{Nd}{2})?(?!:?\p{Nd})`;
const DATE = String.raw`(?<![\p{Nd}/-])(?:\p{Nd}{1,2}/\p{Nd}{1,2}(?:/\p{Nd}{2,4})?|\p{Nd}{4}-\p{Nd}{2}-\p{Nd}{2})(?![/-]?\p{Nd})`;
const DIGITS = String.raw`\p{Nd}+(?:,\p{Nd}{3})*(?!\p{Nd})|\p{Nd}+`;
const WORD = String.raw`\p{L}[\p{L}\p{M}]*(?:['’]\p{L}+)*`;

const LEXEME = new RegExp(
  `(?<other>${AMOUNT}|${DECIMAL}|${TIME_OF_DAY}|${DATE})|(?<digits>${DIGITS})|(?<word>${WORD})`,
  'gu',
);

/** Cuts text into lexemes, in order. */
export function lexemesOf(text: string): Lexeme[] {
  return Array.from(text.matchAll(LEXEME), ({ index, 0: { length }, groups }) => {
    const place = { from: index, to: index + length };
    if (groups?.['digits'] !== undefined) {
      return { ...place, kind: 'digits', digits: groups['digits'].replaceAll(',', '') };
    }
    const meaning = MEANINGS.get(groups?.['word']?.toLowerCase() ?? '');
    return { ...place, ...(meaning ?? { kind: 'other' }) };
  });
}

const NUMERIC = new RegExp(
  String.raw`\p{Nd}|(?<!\p{L})(?:${[...SMALL.keys()].join('|')}|hundred|thousand|double|triple|treble|quadruple)(?!\p{L})`,
  'giu',
);

/** Whether text could hold `digits` digits at all: a quick upper bound, since no word stands for more than three. */
export function mayHoldDigits(text: string, digits: number): boolean {
  let bound = 0;
  for (const [found] of text.matchAll(NUMERIC)) {
    bound += found.length === 1 && found.toLowerCase() !== 'o' ? 1 : 3;
    if (bound >= digits) return true;
  }
  return false;
}
