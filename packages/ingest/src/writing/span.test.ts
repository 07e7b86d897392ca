import { expect, test } from 'vitest';
import { commonSpans } from './span.js';

test('in another layout a span begins where no partition has lost anything of it', () => {
  const [first, second] = [
    { sinceUs: 10, untilUs: 20 },
    { sinceUs: 30, untilUs: 90 },
  ];
  const one = [
    { number: 1, sinceUs: 10, span: first, endUs: 20 },
    { number: 2, sinceUs: 30, span: second },
  ];
  const cut = [
    { number: 4, sinceUs: 30, span: second, endUs: 39 },
    { number: 5, sinceUs: 50, span: second },
  ];
  expect(commonSpans([one, cut])).toEqual([
    [first, 10],
    [second, 50],
  ]);
});
