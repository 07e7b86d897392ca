import { expect, test } from 'vitest';
import { numbersOf, saidValues } from './said-values.js';

test.each([
  ['the apr is 5.99%', 'percent', [[5.99]]],
  ['an apr of five point nine nine um percent', 'percent', [[5.99]]],
  ['it is six ninety nine percent', 'percent', [[6.99, 699]]],
  ['5.99 no wait 6.99 percent', 'percent', [[6.99]]],
  ['from 4 percent down to 3 percent', 'percent', [[4], [3]]],
  ['a fee of twelve hundred dollars', 'money', [[1200]]],
  ['a fee of two hundred dollars and fifty cents', 'money', [[200.5]]],
  ['the fee is one fifty', 'money', [[1.5, 150]]],
  ['the total is two ninety nine ninety five', 'money', [[2.9995, 299.95]]],
  ['for 24 months', 'number', [[24]]],
  ['twenty so five of you', 'number', [[20], [5]]],
  ['fifty dollars so fifty cents a day', 'money', [[50], [0.5]]],
  ['nothing at all', 'percent', []],
] as const)('the values in `%s` as {%s}', (words, kind, numbers) => {
  expect(
    saidValues(words, kind, 'en-US', ['um', 'so']).map((value) => [...value.numbers].sort((a, b) => a - b)),
  ).toEqual(numbers);
});

test('values are read in their language', () => {
  const values = (text: string) => saidValues(text, 'money', 'es-US', []).map(({ numbers }) => numbers);
  expect(values('cuesta doscientos dólares')).toEqual([[200]]);
});

test.each([
  ['6.99', [6.99]],
  ['6.99 %', [6.99]],
  ['$1,200', [1200]],
  ['1,200.50', [1200.5]],
  ['about 6', []],
  ['none', []],
  ['', []],
])('the attribute `%s` is a number or none', (text, numbers) => {
  expect([...new Set(numbersOf(text))]).toEqual(numbers);
});
