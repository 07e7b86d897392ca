import { ordinals, parts, scales, spokenZeros, teens, tens, units } from './number-words.js';
import type { WordToken } from './word-tokens.js';

/** A number read from words, and the index of the word behind it. */
export interface ReadNumber {
  readonly value: number;
  readonly to: number;
}

/** A number in words has at most this many words; it bounds the work on text that is all numbers. */
const MAX_NUMBER_WORDS = 16;

const digitsOf = (token: WordToken | undefined): number | undefined =>
  token?.kind === 'digits' ? Number(token.text) : undefined;

/** `seven`, `seventeen`, `seventy seven`, or digits. */
function readSmall(tokens: readonly WordToken[], from: number): ReadNumber | undefined {
  const token = tokens[from];
  if (token === undefined) return undefined;
  const digits = digitsOf(token);
  if (digits !== undefined) return { value: digits, to: from + 1 };
  const plain = units.get(token.text) ?? teens.get(token.text);
  if (plain !== undefined) return { value: plain, to: from + 1 };
  const ten = tens.get(token.text);
  if (ten === undefined) return undefined;
  const unit = units.get(tokens[from + 1]?.text ?? '');
  return unit === undefined || unit === 0 ? { value: ten, to: from + 1 } : { value: ten + unit, to: from + 2 };
}

/** `six hundred and seven`, `twelve hundred`, `a hundred`, `hundred`; `half a` million. */
function readHundreds(tokens: readonly WordToken[], from: number): ReadNumber | undefined {
  const isHalf = tokens[from]?.text === 'half' && tokens[from + 1]?.text === 'a';
  if (isHalf) return scales.has(tokens[from + 2]?.text ?? '') ? { value: 0.5, to: from + 2 } : undefined;
  const one =
    tokens[from]?.text === 'a' && (tokens[from + 1]?.text === 'hundred' || scales.has(tokens[from + 1]?.text ?? ''));
  // `the hundred dollars`, or `one hundred` of which the one was not heard
  const bare = tokens[from]?.text === 'hundred' || tokens[from]?.text === 'thousand';
  const head = one || bare ? { value: 1, to: bare ? from : from + 1 } : readSmall(tokens, from);
  if (head === undefined) return undefined;
  if (tokens[head.to]?.text !== 'hundred' || head.value > 99) return head;
  const behind = head.to + 1;
  const and = tokens[behind]?.text === 'and' ? 1 : 0;
  const rest = readSmall(tokens, behind + and);
  if (rest === undefined || rest.value > 99 || rest.value === 0) return { value: head.value * 100, to: behind };
  return { value: head.value * 100 + rest.value, to: rest.to };
}

/** `half`, `a half`, `one half`, `three quarters`. */
export function readParts(tokens: readonly WordToken[], from: number): ReadNumber | undefined {
  const first = tokens[from]?.text ?? '';
  if (first === 'half') return { value: 0.5, to: from + 1 };
  const count = first === 'a' || first === 'an' ? 1 : units.get(first);
  const part = parts.get(tokens[from + 1]?.text ?? '');
  return count === undefined || part === undefined ? undefined : { value: count / part, to: from + 2 };
}

/** `point nine nine`, `and a half`, `and three quarters`, and `3/4` behind a number. */
export function readFraction(tokens: readonly WordToken[], { value, to }: ReadNumber): ReadNumber {
  const added = tokens[to]?.text === 'and' ? readParts(tokens, to + 1) : writtenParts(tokens, to);
  if (added !== undefined && Number.isInteger(value)) return { value: value + added.value, to: added.to };
  if (tokens[to]?.text !== 'point' || !Number.isInteger(value)) return { value, to };
  let digits = '';
  let end = to + 1;
  while (end - to <= MAX_NUMBER_WORDS) {
    const digit = digitOf(tokens[end]);
    if (digit === undefined) break;
    digits += digit;
    end += 1;
  }
  if (digits === '') {
    const ten = readSmall(tokens, to + 1);
    if (ten === undefined) return { value, to };
    digits = String(ten.value);
    end = ten.to;
  }
  return { value: Number(`${value}.${digits}`), to: end };
}

/** `3/4` comes as 0.75. */
function writtenParts(tokens: readonly WordToken[], from: number): ReadNumber | undefined {
  const value = digitsOf(tokens[from]);
  return value !== undefined && value > 0 && value < 1 ? { value, to: from + 1 } : undefined;
}

/** `oh point nine`: zero is said so only before a point or among digits. */
function readZeroPoint(tokens: readonly WordToken[], from: number): ReadNumber | undefined {
  const isZero = spokenZeros.has(tokens[from]?.text ?? '') && tokens[from + 1]?.text === 'point';
  return isZero && digitOf(tokens[from + 2]) !== undefined ? { value: 0, to: from + 1 } : undefined;
}

/** The digits that a token is when digits are read out one by one. */
export function digitOf(token: WordToken | undefined): string | undefined {
  if (token === undefined) return undefined;
  if (token.kind === 'digits') return token.text.includes('.') ? undefined : token.text;
  if (spokenZeros.has(token.text)) return '0';
  return units.get(token.text)?.toString();
}

/**
 * Reads the longest cardinal number that begins at `from`: `two thousand and five`, `1.2 million`, `four point nine
 * nine`.
 */
export function readCardinal(tokens: readonly WordToken[], from: number): ReadNumber | undefined {
  const head = readZeroPoint(tokens, from) ?? readHundreds(tokens, from);
  if (head === undefined) return undefined;
  let group: ReadNumber | undefined = readFraction(tokens, head);
  let total = 0;
  let lowest = Infinity;
  let to = from;
  while (group !== undefined && to - from < MAX_NUMBER_WORDS) {
    const scale = scales.get(tokens[group.to]?.text ?? '');
    if (scale === undefined || scale >= lowest) {
      if (total > 0 && group.value >= lowest) break;
      return { value: total + group.value, to: group.to };
    }
    total += group.value * scale;
    lowest = scale;
    to = group.to + 1;
    const and = tokens[to]?.text === 'and' ? 1 : 0;
    group = readHundreds(tokens, to + and);
  }
  return { value: total, to };
}

/** Two numbers said as one: `twenty twenty six`, `one forty seven`. */
export function readPair(tokens: readonly WordToken[], from: number): ReadNumber | undefined {
  if (tokens[from]?.kind === 'digits') return undefined;
  const head = readSmall(tokens, from);
  if (head === undefined || head.value === 0 || tokens[head.to]?.kind === 'digits') return undefined;
  const tail = readSmall(tokens, head.to);
  if (tail === undefined || tail.value < 10 || tail.value > 99) return undefined;
  return { value: head.value * 100 + tail.value, to: tail.to };
}

/** `first`, `21st`, `twenty first`. */
export function readOrdinal(tokens: readonly WordToken[], from: number): ReadNumber | undefined {
  const token = tokens[from];
  if (token === undefined) return undefined;
  if (token.kind === 'ordinal') return { value: Number(token.text), to: from + 1 };
  const ten = tens.get(token.text);
  const last = ordinals.get(tokens[ten === undefined ? from : from + 1]?.text ?? '');
  if (last === undefined) return undefined;
  if (ten === undefined) return { value: last, to: from + 1 };
  return last < 10 ? { value: ten + last, to: from + 2 } : undefined;
}

/** Digits read out one by one, as many as there are: `one two three four`, `double five`. */
export function readDigits(tokens: readonly WordToken[], from: number): { digits: string; to: number } | undefined {
  let digits = '';
  let to = from;
  while (to - from < MAX_NUMBER_WORDS) {
    const times = { double: 2, triple: 3 }[tokens[to]?.text ?? ''] ?? 1;
    const digit = digitOf(tokens[times === 1 ? to : to + 1]);
    if (digit === undefined) break;
    digits += digit.repeat(times);
    to += times === 1 ? 1 : 2;
  }
  return digits === '' ? undefined : { digits, to };
}
