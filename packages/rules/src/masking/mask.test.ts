import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mask } from './mask.js';

describe('numbers that identify are masked', () => {
  test.each([
    ['4111111111111111', '[number]'],
    ['my card is 4111 1111 1111 1111 thanks', 'my card is [number] thanks'],
    ['4111-1111-1111-1111.', '[number].'],
    ['social 123-45-6789', 'social [number]'],
    ['123.45.6789', '[number]'],
    ['123,456,789', '[number]'],
    ['AB123456789', 'AB[number]'],
    ['four one one one one one one one one', '[number]'],
    ['it is four-one-one-one two two two two oh oh', 'it is [number]'],
    ['forty one eleven eleven eleven eleven eleven', '[number]'],
    ['Forty One, eleven, twenty two, 33 44, ok?', '[number], ok?'],
    ['double four triple five 6 7 8 9', '[number]'],
    ['four one one um one, uh, one you know one 1 1 1', '[number]'],
    ['five for one one to one one one one one one', '[number]'],
    ['forty one hundred twenty two hundred thirty three hundred', '[number]'],
    ['"text":"4111 1111 1111 1111"', '"text":"[number]"'],
    ['4111 1111 1111 1111 percent', '[number] percent'],
    ['card 4111 1111 1111 1111 per the system', 'card [number] per the system'],
    ['my social is 123 45 6789 per my card', 'my social is [number] per my card'],
    ['one two three four five six seven eight nine per our file', '[number] per our file'],
    ['123-45-6789 m', '[number] m'],
    ['$4111111111111111', '$[number]'],
    ['4111111111111111 %', '[number] %'],
    ['12:34:56:78:91', '[number]'],
    [
      '4\ufe0f\u20e31\ufe0f\u20e31\ufe0f\u20e31\ufe0f\u20e31\ufe0f\u20e31\ufe0f\u20e31\ufe0f\u20e31\ufe0f\u20e31',
      '[number]',
    ],
    ['4111111111111111 dollars', '[number] dollars'],
  ])('%s', (text, expected) => expect(mask(text)).toBe(expected));
});

describe('amounts, rates, dates, years and short numbers stay', () => {
  test.each([
    'this call may be recorded',
    'the fee is $1,234,567,890.00',
    'it is 999,999,999.99% or $ 123456789.50',
    '1,234,567,890 dollars',
    'one hundred twenty three million four hundred fifty six thousand seven hundred dollars',
    'an apr of 24.99% on 1200 dollars over 36 months',
    'four point nine nine nine nine nine nine nine nine percent',
    'in 2018, 2019, 2020 and 2021',
    'nineteen eighty four twenty nineteen twenty twenty two',
    'on 2026-01-01 at 12:30:00 or on 12/31/2026',
    'call 555-1234',
    'three hundred twenty five thousand four hundred twelve',
    'one two three four five six seven eight',
    'one of the two, for one or two people, at one of ten places in twenty days',
  ])('%s', (text) => expect(mask(text)).toBe(text));
});

const DIGIT_WORDS = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];

const card = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 9, maxLength: 19 });
/** A digit as written or as a word, with what may stand behind it. */
const reading = fc.record({
  inWords: fc.boolean(),
  gap: fc.constantFrom(' ', ' - ', ', ', ' um ', ' and uh ', '. ', ' okay then '),
});

describe('the mask', () => {
  test('the mask leaves no digit of a number, however it is read out', () => {
    fc.assert(
      fc.property(card, fc.infiniteStream(reading), (digits, readings) => {
        const said = digits.map((digit) => {
          const { inWords, gap } = readings.next().value;
          return `${inWords ? DIGIT_WORDS[digit] : digit}${gap}`;
        });
        // Groups of four such as 1999 2024 may be years.
        fc.pre(!/^(?:(?:19|20)\d\d)+$/.test(digits.join('')));
        const masked = mask(`it is ${said.join('')}thanks`);
        expect(masked).toMatch(/^it is \[number\][^a-z0-9]*(?:(?:um|and|uh|okay|then)[ ,.-]*)*thanks$/);
      }),
    );
  });

  test('masking twice gives the same as masking once', () => {
    const words = fc.constantFrom(...DIGIT_WORDS, '4111', '$5', 'double', 'hundred', 'and', 'dollars', 'rate', '99%');
    fc.assert(
      fc.property(fc.array(words), (spoken) => {
        const once = mask(spoken.join(' '));
        expect(mask(once)).toBe(once);
      }),
    );
  });

  test('text without numbers stays as it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        fc.pre(!/\p{Nd}/u.test(text));
        expect(mask(text)).toBe(text);
      }),
    );
  });

  // A quadratic step would take many minutes, more than a test may.
  test.each(['1.', '1/', '1-', '1,', '1 ', 'one ', '1:'])('a number of 100,000 parts is masked: %s', (part) => {
    expect(mask(part.repeat(100_000))).toBe(`[number]${part.at(-1)}`);
  });
  test.each(['$1', 'um ', "o'"])('a long text without such numbers stays: %s', (part) => {
    const text = part.repeat(100_000);
    expect(mask(text)).toBe(text);
  });
});
