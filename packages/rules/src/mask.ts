import { lexemesOf, mayHoldDigits, type Lexeme } from './mask-lexemes.js';
import { readNumbers, type ReadNumber } from './mask-numbers.js';

/** A social security number has nine digits; account and card numbers have more. */
const LEAST_DIGITS = 9;
/** No amount has so many: a unit behind such a number belongs to something else. */
const CARD_DIGITS = 13;
const MOST_WORDS_BETWEEN = 3;

/**
 * Replaces numbers that may identify a card, an account or a person by `[number]`: nine or more digits read in a row, in
 * digits or in words, with punctuation and up to three fillers between. Amounts, percentages, times, dates and lists of
 * years stay. It errs on the side of masking: telephone numbers go too.
 */
export function mask(text: string): string {
  if (!mayHoldDigits(text, LEAST_DIGITS)) return text;
  let masked = '';
  let end = 0;
  for (const numbers of runsOf(lexemesOf(text))) {
    const [first, last] = [numbers.at(0), numbers.at(-1)];
    if (!first || !last || !isSecret(numbers)) continue;
    masked += `${text.slice(end, first.from)}[number]`;
    end = last.to;
  }
  return masked + text.slice(end);
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
      if (passes && between <= MOST_WORDS_BETWEEN) continue;
      const numbers = readNumbers(run);
      runs.push(lexeme.kind === 'unit' ? withoutAmount(numbers) : numbers);
      run = [];
    }
  }
  return [...runs, readNumbers(run)];
}

function withoutAmount(numbers: ReadNumber[]): ReadNumber[] {
  return (numbers.at(-1)?.digits.length ?? 0) < CARD_DIGITS ? numbers.slice(0, -1) : numbers;
}

function isSecret(numbers: readonly ReadNumber[]): boolean {
  const digits = numbers.map((number) => number.digits).join('');
  // No card number is made of such groups, people do list years.
  const onlyYears = /^(?:(?:19|20)\p{Nd}{2})+$/u.test(digits);
  return digits.length >= LEAST_DIGITS && !onlyYears;
}

function isNumeric({ kind }: Lexeme): boolean {
  return kind === 'digits' || kind === 'small' || kind === 'magnitude' || kind === 'times';
}

function isOneDigit(lexeme: Lexeme | undefined): boolean {
  return (lexeme?.kind === 'small' && lexeme.value < 10) || (lexeme?.kind === 'digits' && lexeme.digits.length === 1);
}
