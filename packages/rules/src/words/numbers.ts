import type { NumberWords } from '../languages/number-words.js';
import { createNumberReader, standsAt, type ReadNumber } from './number-reader.js';
import type { WordToken } from './word-tokens.js';

/** A stretch of words that is a value. */
export interface NumberSpan {
  readonly from: number;
  /** The word behind it. */
  readonly to: number;
  /**
   * What it can stand for: the slots that take it (`{money}`), and its value, which is the same for all its
   * spellings: `#4.99`, `#dollars1200`, `#th21`, `#digits1234`.
   */
  readonly names: readonly string[];
}

interface Money extends ReadNumber {
  readonly currency: string;
}

/** Finds values as a language says them. */
export function createNumbers(language: NumberWords) {
  const { scales, currencies, currencyCodes, cents, unitless, between } = language;
  const reader = createNumberReader(language);
  const { digitOf, readAll, readCardinal, readFraction, readOrdinal, readParts } = reader;
  /** Words that may begin a value without being a number. */
  const openers = new Set([...language.articles, ...language.spokenZeros, ...language.points, ...currencyCodes]);
  /** What amounts and percentages end with, and all that values are made of besides numerals. */
  const units = new Set([...currencies.keys(), ...cents, ...language.percent.flatMap((words) => words.slice(-1))]);
  const { bare, parts, times, halfOf, onePercent, ofPercent, ofCurrency = '', ranges } = language;
  const { tens = '', hundreds = '', fraction } = between;
  const besides = new Set(
    [...openers, ...units, ...bare, ...parts.keys(), ...times.keys(), ...halfOf.flat()].concat(
      [...language.percent.flat(), ...onePercent, ...ranges.between, ...between.cents],
      [tens, hundreds, fraction, ofCurrency, ofPercent],
    ),
  );

  /** Whether a word may be the first of a number. */
  const maybeNumber = (token: WordToken): boolean =>
    token.kind === 'digits' || token.kind === 'ordinal' || language.numerals.has(token.text);

  /** Whether a value may begin with a word: a quick look that few words pass. */
  function maybeValue(tokens: readonly WordToken[], from: number): boolean {
    const [first, next] = [tokens[from], tokens[from + 1]];
    if (first === undefined || maybeNumber(first)) return first !== undefined;
    if (!openers.has(first.text) || next === undefined) return false;
    return maybeNumber(next) || language.parts.has(next.text) || openers.has(next.text);
  }

  /** `twelve hundred dollars`, `6 dollars and 50 cents`, `fifty cents`; `$5 million` comes as 5 + dollars + million. */
  function readMoney(tokens: readonly WordToken[], amount: ReadNumber): Money | undefined {
    const unit = tokens[amount.to]?.text ?? '';
    if (cents.has(unit)) return { value: amount.value / 100, to: amount.to + 1, currency: language.centsOf };
    const at = unit === language.ofCurrency ? amount.to + 1 : amount.to;
    const currency = currencies.get(tokens[at]?.text ?? '');
    if (currency === undefined) return undefined;
    const behind = at + 1;
    const scale = scales.get(tokens[behind]?.text ?? '');
    if (scale !== undefined) return { value: amount.value * scale, to: behind + 1, currency };
    const small = readCardinal(tokens, behind + (language.between.cents.has(tokens[behind]?.text ?? '') ? 1 : 0));
    if (small !== undefined && small.value < 100 && cents.has(tokens[small.to]?.text ?? '')) {
      return { value: (amount.value * 100 + small.value) / 100, to: small.to + 1, currency };
    }
    return { value: amount.value, to: behind, currency };
  }

  /** `USD 200`, `$ 200`; `a dollar`. */
  function readCurrencyFirst(tokens: readonly WordToken[], from: number): Money | undefined {
    const [first, next] = [tokens[from]?.text ?? '', tokens[from + 1]];
    if (language.articles.has(first) && language.oneOfCurrency.has(next?.text ?? '')) {
      return { value: 1, to: from + 2, currency: currencies.get(next?.text ?? '') ?? '' };
    }
    const currency = currencyCodes.has(first) ? currencies.get(first) : undefined;
    if (currency === undefined || next?.kind !== 'digits') return undefined;
    const amount = readCardinal(tokens, from + 1);
    return amount && { ...amount, currency };
  }

  /** `half a percent`, `three quarters of a percent`, `point five percent`. */
  function readPartOfPercent(tokens: readonly WordToken[], from: number): ReadNumber | undefined {
    if (language.points.has(tokens[from]?.text ?? ''))
      return readPercent(tokens, readFraction(tokens, { value: 0, to: from }));
    const some = readParts(tokens, from);
    if (some === undefined) return undefined;
    const of = some.to + (tokens[some.to]?.text === language.ofPercent ? 1 : 0);
    const one = language.onePercent.has(tokens[of]?.text ?? '') ? 1 : 0;
    return readPercent(tokens, { value: some.value, to: of + one });
  }

  function readPercent(tokens: readonly WordToken[], amount: ReadNumber): ReadNumber | undefined {
    const unit = language.percent.find((words) => standsAt(tokens, amount.to, words));
    return unit && { value: amount.value, to: amount.to + unit.length };
  }

  return {
    readAll,
    /** Whether an amount or a percentage ends with a word, whether one without a unit may stand behind it. */
    isUnit: ({ text }: WordToken): boolean => units.has(text),
    isBeforeAmount: ({ text }: WordToken): boolean => unitless.before.has(text) || text === unitless.to,
    maybeNumber,
    maybeValue,
    /** Whether a word may make a value, and whether it may be any part of one. */
    isNumeric: (token: WordToken): boolean => maybeNumber(token) || language.spokenZeros.has(token.text),
    isInValue: (token: WordToken): boolean => maybeNumber(token) || besides.has(token.text),
    /**
     * Finds the values that begin at `from`. If the first is a number or a percentage, values that begin inside it are
     * only parts of it.
     */
    numbersAt: (tokens: readonly WordToken[], from: number, read = readAll(tokens, from)): NumberSpan[] => {
      const first = tokens[from];
      if (first === undefined || !maybeValue(tokens, from)) return [];
      const spans: NumberSpan[] = [];
      const add = (value: ReadNumber | undefined, slot: string, name: string): void => {
        if (value !== undefined) spans.push({ from, to: value.to, names: [slot, `${name}${value.value}`] });
      };
      add(readPartOfPercent(tokens, from), '{percent}', '#percent');
      for (const number of read) {
        if (number === undefined) continue;
        add(number, '{number}', '#');
        const money = readMoney(tokens, number);
        if (money !== undefined) add(money, '{money}', `#${money.currency}`);
        add(readPercent(tokens, number), '{percent}', '#percent');
      }
      const alone = readCurrencyFirst(tokens, from);
      if (alone !== undefined) add(alone, '{money}', `#${alone.currency}`);
      add(readOrdinal(tokens, from), '{ordinal}', '#th');
      const digits = reader.readDigits(tokens, from);
      // The `two` of `two hundred` is not read out by itself.
      const isWhole = digits !== undefined && digits.to >= (read[0]?.to ?? 0);
      if (isWhole && (digits.to - from > 1 || digitOf(first) !== undefined)) {
        spans.push({ from, to: digits.to, names: ['{digits}', `#digits${digits.digits}`] });
      }
      return spans;
    },
    /** Finds amounts and percentages that are ranges: `200 to 300 dollars`, `five or six percent`. */
    rangesAt: (tokens: readonly WordToken[], from: number, read = readAll(tokens, from)): NumberSpan[] => {
      const low = read[0] ?? read[1];
      if (low === undefined) return [];
      const behind = (readMoney(tokens, low) ?? readPercent(tokens, low) ?? low).to;
      if (!language.ranges.between.has(tokens[behind]?.text ?? '')) return [];
      const high = readCardinal(tokens, behind + 1);
      if (high === undefined || high.value <= low.value) return [];
      const [money, percent] = [readMoney(tokens, high), readPercent(tokens, high)];
      return [
        ...(money ? [{ from, to: money.to, names: ['{money}'] }] : []),
        ...(percent ? [{ from, to: percent.to, names: ['{percent}'] }] : []),
      ];
    },
    /** Finds numbers that are amounts or percentages if a phrase asks for some: `the fee is one fifty`. */
    unitlessAt: (tokens: readonly WordToken[], from: number, read = readAll(tokens, from)): NumberSpan[] => {
      const [last = '', lastButOne = ''] = [tokens[from - 1]?.text, tokens[from - 2]?.text];
      if (!unitless.before.has(last) && !(last === unitless.to && unitless.beforeTo.has(lastButOne))) return [];
      return read.flatMap((number) => {
        if (number === undefined || number.value < 2) return [];
        const next = tokens[number.to];
        if (next !== undefined && !unitless.behind.has(next.text)) return [];
        return [{ from, to: number.to, names: number.value < 100 ? ['{money}', '{percent}'] : ['{money}'] }];
      });
    },
  };
}

export type Numbers = ReturnType<typeof createNumbers>;
