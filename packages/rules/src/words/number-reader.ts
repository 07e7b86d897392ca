import type { NumberWords } from '../languages/number-words.js';
import type { WordToken } from './word-tokens.js';

/** A number read from words, and the index of the word behind it. */
export interface ReadNumber {
  readonly value: number;
  readonly to: number;
}

type Tokens = readonly WordToken[];

/** A number in words has at most this many words; it bounds the work on text that is all numbers. */
const MAX_NUMBER_WORDS = 16;

const digitsOf = (token: WordToken | undefined): number | undefined =>
  token?.kind === 'digits' ? Number(token.text) : undefined;

/** Whether some words stand at a place. */
export const standsAt = (tokens: Tokens, at: number, words: readonly string[]): boolean =>
  words.every((word, index) => tokens[at + index]?.text === word);

/** Reads numbers as a language says them. */
export function createNumberReader(language: NumberWords) {
  const { units, teens, tens, hundreds, hundred, scales, spokenZeros, articles, parts, halves, between } = language;
  const textAt = (tokens: Tokens, at: number): string => tokens[at]?.text ?? '';
  const isScale = (text: string) => text === hundred || scales.has(text);
  /** Behind a word that joins, if it stands there. */
  const behindJoin = (tokens: Tokens, at: number, join: string | undefined): number =>
    join !== undefined && tokens[at]?.text === join ? at + 1 : at;

  /** `seven`, `seventeen`, `seventy seven`, or digits. */
  function readSmall(tokens: Tokens, from: number): ReadNumber | undefined {
    const token = tokens[from];
    if (token === undefined) return undefined;
    const digits = digitsOf(token);
    if (digits !== undefined) return { value: digits, to: from + 1 };
    const plain = units.get(token.text) ?? teens.get(token.text);
    if (plain !== undefined) return { value: plain, to: from + 1 };
    const ten = tens.get(token.text);
    if (ten === undefined) return undefined;
    const isJoined = between.tens === undefined || tokens[from + 1]?.text === between.tens;
    const at = between.tens === undefined ? from + 1 : from + 2;
    const unit = isJoined ? unitBefore(tokens, at) : undefined;
    return unit === undefined || unit === 0 ? { value: ten, to: from + 1 } : { value: ten + unit, to: at + 1 };
  }

  /** What a unit is worth; an article is one if what it counts follows: `treinta y un mil`. */
  function unitBefore(tokens: Tokens, at: number): number | undefined {
    const text = textAt(tokens, at);
    return units.get(text) ?? (between.tens !== undefined && articles.has(text) ? 1 : undefined);
  }

  /** `six hundred and seven`, `twelve hundred`, `a hundred`, `hundred`; `half a` million; `doscientos siete`. */
  function readHundreds(tokens: Tokens, from: number): ReadNumber | undefined {
    const half = language.halfOf.find((words) => standsAt(tokens, from, words));
    if (half !== undefined && scales.has(textAt(tokens, from + half.length)))
      return { value: 0.5, to: from + half.length };
    if (half !== undefined && half.length > 1) return undefined;
    const whole = hundreds.get(textAt(tokens, from));
    if (whole !== undefined) return withRest(tokens, whole, from + 1);
    const one = articles.has(textAt(tokens, from)) && isScale(textAt(tokens, from + 1));
    const bare = language.bare.has(textAt(tokens, from));
    const head = one || bare ? { value: 1, to: bare ? from : from + 1 } : readSmall(tokens, from);
    if (head === undefined) return undefined;
    if (hundred === undefined || tokens[head.to]?.text !== hundred || head.value > 99) return head;
    return withRest(tokens, head.value * 100, head.to + 1);
  }

  /** What stands behind hundreds. */
  function withRest(tokens: Tokens, value: number, behind: number): ReadNumber {
    const at = behindJoin(tokens, behind, between.hundreds);
    const rest = readSmall(tokens, at) ?? lastUnit(tokens, at);
    if (rest === undefined || rest.value > 99 || rest.value === 0) return { value, to: behind };
    return { value: value + rest.value, to: rest.to };
  }

  /** `ciento un` dólares. */
  function lastUnit(tokens: Tokens, at: number): ReadNumber | undefined {
    return hundred === undefined && articles.has(textAt(tokens, at)) ? { value: 1, to: at + 1 } : undefined;
  }

  /** `half`, `a half`, `one half`, `three quarters`. */
  function readParts(tokens: Tokens, from: number): ReadNumber | undefined {
    const first = textAt(tokens, from);
    if (halves.has(first)) return { value: 0.5, to: from + 1 };
    const count = articles.has(first) ? 1 : units.get(first);
    const part = parts.get(textAt(tokens, from + 1));
    return count === undefined || part === undefined ? undefined : { value: count / part, to: from + 2 };
  }

  /** `point nine nine`, `and a half`, `and three quarters`, and `3/4` behind a number. */
  function readFraction(tokens: Tokens, { value, to }: ReadNumber): ReadNumber {
    const added = tokens[to]?.text === between.fraction ? readParts(tokens, to + 1) : writtenParts(tokens, to);
    if (added !== undefined && Number.isInteger(value)) return { value: value + added.value, to: added.to };
    if (!language.points.has(textAt(tokens, to)) || !Number.isInteger(value)) return { value, to };
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
  function writtenParts(tokens: Tokens, from: number): ReadNumber | undefined {
    const value = digitsOf(tokens[from]);
    return value !== undefined && value > 0 && value < 1 ? { value, to: from + 1 } : undefined;
  }

  /** `oh point nine`: zero is said so only before a point or among digits. */
  function readZeroPoint(tokens: Tokens, from: number): ReadNumber | undefined {
    const isZero = spokenZeros.has(textAt(tokens, from)) && language.points.has(textAt(tokens, from + 1));
    return isZero && digitOf(tokens[from + 2]) !== undefined ? { value: 0, to: from + 1 } : undefined;
  }

  /** The digits that a token is when digits are read out one by one. */
  function digitOf(token: WordToken | undefined): string | undefined {
    if (token === undefined) return undefined;
    if (token.kind === 'digits') return token.text.includes('.') ? undefined : token.text;
    if (spokenZeros.has(token.text)) return '0';
    return units.get(token.text)?.toString();
  }

  /**
   * Reads the longest cardinal number that begins at `from`: `two thousand and five`, `1.2 million`, `four point nine
   * nine`.
   */
  function readCardinal(tokens: Tokens, from: number): ReadNumber | undefined {
    const head = readZeroPoint(tokens, from) ?? readHundreds(tokens, from);
    if (head === undefined) return undefined;
    let group: ReadNumber | undefined = readFraction(tokens, head);
    let total = 0;
    let lowest = Infinity;
    let to = from;
    while (group !== undefined && to - from < MAX_NUMBER_WORDS) {
      const scale = scales.get(textAt(tokens, group.to));
      if (scale === undefined || scale >= lowest) {
        if (total > 0 && group.value >= lowest) break;
        return { value: total + group.value, to: group.to };
      }
      total += group.value * scale;
      lowest = scale;
      to = group.to + 1;
      group = readHundreds(tokens, behindJoin(tokens, to, between.hundreds));
    }
    return { value: total, to };
  }

  /** `forty`, `forty seven`, `oh seven`, in words. */
  function readTwoDigits(tokens: Tokens, from: number): ReadNumber | undefined {
    const at = spokenZeros.has(textAt(tokens, from)) ? from + 1 : from;
    const read = tokens[at]?.kind === 'digits' ? undefined : readSmall(tokens, at);
    if (read === undefined || read.value === 0 || read.value > 99) return undefined;
    return read.value < 10 === at > from ? read : undefined;
  }

  /** Two numbers said as one: `twenty twenty six`, `one forty seven`. */
  function readPair(tokens: Tokens, from: number): ReadNumber | undefined {
    if (!language.hasPairs || tokens[from]?.kind === 'digits') return undefined;
    const head = readSmall(tokens, from);
    if (head === undefined || head.value === 0) return undefined;
    const tail = readTwoDigits(tokens, head.to);
    return tail && { value: head.value * 100 + tail.value, to: tail.to };
  }

  return {
    digitOf,
    readCardinal,
    readFraction,
    readParts,
    readPair,
    /** A number as one, as two said as one, and as a price in hundreds with its cents: `two ninety nine ninety five`. */
    readAll: (tokens: Tokens, from: number): readonly (ReadNumber | undefined)[] => {
      const [cardinal, pair] = [readCardinal(tokens, from), readPair(tokens, from)];
      const whole = pair ?? cardinal;
      const isPrice = whole !== undefined && whole.value >= 100 && whole.value <= 9999;
      const cents = isPrice && language.hasPairs ? readTwoDigits(tokens, whole.to) : undefined;
      return [cardinal, pair, cents && { value: ((whole?.value ?? 0) * 100 + cents.value) / 100, to: cents.to }];
    },
    /** `first`, `21st`, `twenty first`. */
    readOrdinal: (tokens: Tokens, from: number): ReadNumber | undefined => {
      const token = tokens[from];
      if (token === undefined) return undefined;
      if (token.kind === 'ordinal') return { value: Number(token.text), to: from + 1 };
      const ten = tens.get(token.text) ?? tensOf(language.ordinals.get(token.text));
      const unit = language.ordinals.get(textAt(tokens, from + 1));
      if (ten !== undefined && unit !== undefined && unit < 10) return { value: ten + unit, to: from + 2 };
      const last = language.ordinals.get(token.text);
      return last === undefined ? undefined : { value: last, to: from + 1 };
    },
    /** Digits read out one by one, as many as there are: `one two three four`, `double five`. */
    readDigits: (tokens: Tokens, from: number): { digits: string; to: number } | undefined => {
      let digits = '';
      let to = from;
      while (to - from < MAX_NUMBER_WORDS) {
        const times = language.times.get(textAt(tokens, to)) ?? 1;
        const digit = digitOf(tokens[times === 1 ? to : to + 1]);
        if (digit === undefined) break;
        digits += digit.repeat(times);
        to += times === 1 ? 1 : 2;
      }
      return digits === '' ? undefined : { digits, to };
    },
  };

  /** `vigésimo primero`. */
  function tensOf(ordinal: number | undefined): number | undefined {
    return hundred === undefined && ordinal !== undefined && ordinal >= 20 && ordinal % 10 === 0 ? ordinal : undefined;
  }
}
