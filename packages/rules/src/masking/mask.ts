import { lexemesOf, mayHoldDigits, type Lexeme } from './mask-lexemes.js';
import { readNumbers, type ReadNumber } from './read-numbers.js';

/** A social security number has nine digits; account and card numbers have more. */
const MIN_DIGITS = 9;
/** No amount has so many: a unit behind such a number belongs to something else. */
const CARD_DIGITS = 13;
const MAX_WORDS_BETWEEN = 3;

/** What stands where a number was. */
export const MASKED = '[number]';

/**
 * Replaces numbers that may identify a card, an account or a person by `[number]`: nine or more digits read in a row,
 * in digits or in words, with punctuation and up to three fillers between. Amounts, percentages, times, dates and lists
 * of years stay. It errs on the side of masking: telephone numbers go too.
 */
export function mask(text: string): string {
  return maskPart(text, 0, text.length);
}

/**
 * Masks a part of a text, from one place to another: also what of it belongs to a number that begins before or goes on
 * behind.
 */
export function maskPart(text: string, from: number, to: number): string {
  return maskBetween(text, secretsIn(text), from, to);
}

/** Masks successive parts of one speech: also numbers that are read over several of them. */
export function maskParts(parts: readonly string[]): string[] {
  const text = parts.join(' ');
  const secrets = secretsIn(text);
  let from = 0;
  return parts.map((part) => {
    const start = from;
    from += part.length + 1;
    return maskBetween(text, secrets, start, start + part.length);
  });
}

function maskBetween(text: string, secrets: readonly Stretch[], from: number, to: number): string {
  let masked = '';
  let end = from;
  for (const secret of secrets) {
    if (secret.to <= from || secret.from >= to) continue;
    masked += `${text.slice(end, Math.max(secret.from, from))}${MASKED}`;
    end = Math.min(secret.to, to);
  }
  return masked + text.slice(end, to);
}

/**
 * Masks the first characters of a text that may be long: also what of them belongs to a number that goes on behind. It
 * reads twice as many at most.
 */
export function maskStart(text: string, maxChars: number): string {
  return maskPart(text.slice(0, 2 * maxChars), 0, maxChars);
}

/** Whether there are digits in a text at all; without any, nothing is to be masked in it, whatever stands around it. */
export function hasDigits(text: string): boolean {
  return mayHoldDigits(text, 1);
}

interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** Where numbers stand that are to be masked, in order. */
function secretsIn(text: string): Stretch[] {
  if (!mayHoldDigits(text, MIN_DIGITS)) return [];
  return runsOf(lexemesOf(text)).flatMap((numbers) => {
    const [first, last] = [numbers.at(0), numbers.at(-1)];
    return first && last && isSecret(numbers) ? [{ from: first.from, to: last.to }] : [];
  });
}

/** Stretches of numbers with nothing but words between that do not end them. */
function runsOf(lexemes: readonly Lexeme[]): ReadNumber[][] {
  const runs: ReadNumber[][] = [];
  let run: Lexeme[] = [];
  let between = 0;
  for (const [index, lexeme] of lexemes.entries()) {
    if (isNumeric(lexeme)) {
      run.push(lexeme);
      between = 0;
    } else if (run.length > 0) {
      const passes =
        lexeme.kind === 'between' ||
        (lexeme.kind === 'homophone' && isOneDigit(lexemes[index - 1]) && isOneDigit(lexemes[index + 1]));
      between += 1;
      if (passes && between <= MAX_WORDS_BETWEEN) continue;
      const numbers = readNumbers(run);
      runs.push(lexeme.kind === 'unit' ? withoutAmount(numbers) : numbers);
      run = [];
    }
  }
  return [...runs, readNumbers(run)];
}

/** Without the number before a unit, unless it belongs to what was read out before it: `123 45 6789 million` is no amount. */
function withoutAmount(numbers: ReadNumber[]): ReadNumber[] {
  const isOfMore = numbers.length > 1 && isSecret(numbers);
  const isCard = (numbers.at(-1)?.digits.length ?? 0) >= CARD_DIGITS;
  return isOfMore || isCard ? numbers : numbers.slice(0, -1);
}

function isSecret(numbers: readonly ReadNumber[]): boolean {
  const digits = numbers.map((number) => number.digits).join('');
  // No card number is made of such groups, people do list years.
  const onlyYears = /^(?:(?:19|20)\p{Nd}{2})+$/u.test(digits);
  return digits.length >= MIN_DIGITS && !onlyYears;
}

function isNumeric({ kind }: Lexeme): boolean {
  return kind === 'digits' || kind === 'small' || kind === 'magnitude' || kind === 'times';
}

function isOneDigit(lexeme: Lexeme | undefined): boolean {
  return (lexeme?.kind === 'small' && lexeme.value < 10) || (lexeme?.kind === 'digits' && lexeme.digits.length === 1);
}
