import type { Lexeme } from './mask-lexemes.js';

/** A number as it was read out, and where. */
export interface ReadNumber {
  readonly from: number;
  readonly to: number;
  readonly digits: string;
}

type Spoken = Extract<Lexeme, { kind: 'small' | 'magnitude' }>;

/** A number in words, while it is heard: `three thousand four hundred` is 3000 and 400. */
interface SpokenNumber {
  readonly thousands: number;
  readonly rest: number;
}

function extend({ thousands, rest }: SpokenNumber, { kind, value }: Spoken): SpokenNumber | undefined {
  if (kind === 'magnitude') {
    if (value === 100) return rest > 0 && rest < 100 ? { thousands, rest: rest * 100 } : undefined;
    return thousands === 0 && rest > 0 && rest < 1000 ? { thousands: rest * 1000, rest: 0 } : undefined;
  }
  if (value === 0) return undefined;
  const startsAfresh = rest === 0 && thousands > 0;
  const afterHundred = rest > 0 && rest % 100 === 0;
  const afterTens = rest % 10 === 0 && rest % 100 >= 20 && value < 10;
  return startsAfresh || afterHundred || afterTens ? { thousands, rest: rest + value } : undefined;
}

/**
 * Puts the lexemes of one stretch of digits together to numbers: `forty one eleven` is 41 and 11, `double two` is 22.
 * All other lexemes must have been left out.
 */
export function readNumbers(lexemes: readonly Lexeme[]): ReadNumber[] {
  const numbers: ReadNumber[] = [];
  let open: SpokenNumber | undefined;
  let times: Extract<Lexeme, { kind: 'times' }> | undefined;
  for (const lexeme of lexemes) {
    const { from, to } = lexeme;
    if (lexeme.kind === 'times') {
      times = lexeme;
      open = undefined;
    } else if (lexeme.kind === 'digits') {
      numbers.push({ from: times?.from ?? from, to, digits: repeated(lexeme.digits, times?.value) });
      open = times = undefined;
    } else if (lexeme.kind === 'small' || lexeme.kind === 'magnitude') {
      const last = numbers.at(-1);
      const extended = open && extend(open, lexeme);
      if (last && extended) {
        open = extended;
        numbers[numbers.length - 1] = { from: last.from, to, digits: String(open.thousands + open.rest) };
      } else {
        const isEnd = lexeme.kind === 'magnitude' && !lexeme.alone;
        const digits = isEnd ? String(lexeme.value).slice(1) : String(lexeme.value);
        numbers.push({ from: times?.from ?? from, to, digits: repeated(digits, times?.value) });
        open = times || isEnd ? undefined : started(lexeme);
      }
      times = undefined;
    }
  }
  return numbers;
}

const started = ({ kind, value }: Spoken): SpokenNumber =>
  kind === 'magnitude' ? { thousands: value, rest: 0 } : { thousands: 0, rest: value };

/** Only a single digit is doubled; `double forty` is no way to read a card. */
const repeated = (digits: string, times = 1) => (digits.length === 1 ? digits.repeat(times) : digits);
