import { languages } from '../languages/languages.js';
import type { Language } from '../languages/language.js';
import { withoutAccents } from '../words/word-classes.js';

/** A piece of text as the mask reads it. Punctuation is no lexeme: it is passed over. */
export type Lexeme = { readonly from: number; readonly to: number } & (
  | { readonly kind: 'digits'; readonly digits: string }
  /** Zero to nine hundred, as one word. */
  | { readonly kind: 'small'; readonly value: number }
  | {
      readonly kind: 'magnitude';
      readonly value: number;
      /** Whether it is a number by itself. */ readonly alone: boolean;
    }
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

/** What is said when numbers are read out, in all languages: whoever reads one out in one may go on in another. */
const words = languages.map(({ numbers }) => wordsOf(numbers));
const MEANINGS = new Map(words.flatMap(({ meanings }) => meanings));
const AMBIGUOUS = new Map(words.flatMap(({ ambiguous }) => ambiguous));

interface Ambiguous {
  readonly meaning: Meaning;
  /** The words that it has to stand beside to mean that. */
  readonly beside: ReadonlySet<string>;
}

function wordsOf(numbers: Language['numbers']): {
  meanings: readonly (readonly [string, Meaning])[];
  ambiguous: readonly (readonly [string, Ambiguous])[];
} {
  const { units, teens, tens, hundreds, hundred, scales, spokenZeros, bare, masking } = numbers;
  const zeros = [...spokenZeros].map((word) => [word, 0] as const);
  const small = [units, teens, tens, hundreds, zeros, masking.small].flatMap((some) =>
    [...some].map(([word, value]) => [word, { kind: 'small', value } satisfies Meaning] as const),
  );
  const beside = new Set(small.map(([word]) => word).filter((word) => !masking.ambiguous.has(word)));
  const listed = (list: string) =>
    list
      .split(/\s+/)
      .filter(Boolean)
      .map((word) => withoutAccents(word).replaceAll('_', ' '));
  const thousands = [...scales].filter(([, value]) => value === 1000).map(([word]) => word);
  return {
    meanings: [
      ...small.filter(([word]) => beside.has(word)),
      ...(hundred === undefined ? [] : [[hundred, { kind: 'magnitude', value: 100, alone: false }] as const]),
      // `mil` is a thousand, `thousand` only the end of one
      ...thousands.map(
        (word) => [word, { kind: 'magnitude', value: 1000, alone: hundred === undefined && bare.has(word) }] as const,
      ),
      ...[...masking.times].map(([word, value]) => [word, { kind: 'times', value }] as const),
      ...listed(masking.homophones).map((word) => [word, { kind: 'homophone' }] as const),
      ...listed(masking.between).map((word) => [word, { kind: 'between' }] as const),
      ...listed(masking.units).map((word) => [word, { kind: 'unit' }] as const),
    ],
    ambiguous: small
      .filter(([word]) => !beside.has(word))
      .map(([word, meaning]) => [word, { meaning, beside }] as const),
  };
}

// What repeats is bounded, so that no text takes long. A card number has more digits than any amount.
const DIGITS_OF_AMOUNT = String.raw`\p{Nd}(?:[.,]?\p{Nd}){0,11}`;
const AMOUNT = String.raw`[$£€¥₹]\s?${DIGITS_OF_AMOUNT}(?![.,]?\p{Nd})|${DIGITS_OF_AMOUNT}\s?%`;
const DECIMAL = String.raw`(?<![\p{Nd}.])\p{Nd}{1,7}\.\p{Nd}{1,2}(?!\.?\p{Nd})`;
const TIME_OF_DAY = String.raw`(?<![\p{Nd}:])\p{Nd}{1,2}:\p{Nd}{2}(?::\p{Nd}{2})?(?!:?\p{Nd})`;
const DATE = String.raw`(?<![\p{Nd}/-])(?:\p{Nd}{1,2}/\p{Nd}{1,2}(?:/\p{Nd}{2,4})?|\p{Nd}{4}-\p{Nd}{2}-\p{Nd}{2})(?![/-]?\p{Nd})`;
const DIGITS = String.raw`\p{Nd}+(?:,\p{Nd}{3})*(?!\p{Nd})|\p{Nd}+`;
/** Words that stand for something only together, and words. */
const SEQUENCES = [...MEANINGS.keys()]
  .filter((word) => word.includes(' '))
  .map((word) => word.replaceAll(' ', String.raw`\s+`));
const WORD = String.raw`(?<!\p{L})(?:${SEQUENCES.join('|')})(?!\p{L})|\p{L}[\p{L}\p{M}]*(?:['’]\p{L}+)*`;

const LEXEME = new RegExp(
  `(?<other>${AMOUNT}|${DECIMAL}|${TIME_OF_DAY}|${DATE})|(?<digits>${DIGITS})|(?<word>${WORD})`,
  'gu',
);

/** Cuts text into lexemes, in order. */
export function lexemesOf(text: string): Lexeme[] {
  const pieces = [...text.matchAll(LEXEME)];
  const wordAt = (at: number): string =>
    withoutAccents(pieces[at]?.groups?.['word']?.toLowerCase() ?? '').replaceAll(/\s+/g, ' ');
  return pieces.map(({ index, 0: { length }, groups }, at) => {
    const place = { from: index, to: index + length };
    if (groups?.['digits'] !== undefined) {
      return { ...place, kind: 'digits', digits: groups['digits'].replaceAll(',', '') };
    }
    const word = wordAt(at);
    const ambiguous = AMBIGUOUS.get(word);
    const isBeside = ambiguous !== undefined && [at - 1, at + 1].some((other) => ambiguous.beside.has(wordAt(other)));
    const meaning = isBeside ? ambiguous.meaning : MEANINGS.get(word);
    return { ...place, ...(meaning ?? { kind: 'other' }) };
  });
}

const numericWords = [...MEANINGS, ...[...AMBIGUOUS].map(([word, { meaning }]) => [word, meaning] as const)]
  .filter(([, { kind }]) => kind === 'small' || kind === 'magnitude' || kind === 'times')
  .map(([word]) => word);
const NUMERIC = new RegExp(String.raw`\p{Nd}|(?<!\p{L})(?:${numericWords.join('|')})(?!\p{L})`, 'giu');

/** Whether text could hold `digits` digits at all: a quick upper bound, since no word stands for more than four. */
export function mayHoldDigits(text: string, digits: number): boolean {
  let bound = 0;
  for (const [found] of withoutAccents(text).matchAll(NUMERIC)) {
    bound += found.length === 1 && found.toLowerCase() !== 'o' ? 1 : 4;
    if (bound >= digits) return true;
  }
  return false;
}
