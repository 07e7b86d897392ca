import { expect, test } from 'vitest';
import { orderLines } from './order-lines.js';

const lines = (...rules: string[]) => rules.map((rule) => ({ rule }));
const order = (before: string[], now: string[], held: string[]) =>
  orderLines(before, lines(...now), ({ rule }) => held.includes(rule)).map(({ rule }) => rule);

test('what was just said stays where it is, and then stands behind what is owed', () => {
  expect(order(['notice', 'rate', 'recap'], ['rate', 'recap', 'notice'], ['notice'])).toEqual([
    'notice',
    'rate',
    'recap',
  ]);
  expect(order(['notice', 'rate', 'recap'], ['rate', 'recap', 'notice'], [])).toEqual(['rate', 'recap', 'notice']);
});

test('a new line moves nothing that is held out of the list', () => {
  expect(order(['a', 'b'], ['new', 'a', 'b'], ['b'])).toEqual(['new', 'b', 'a']);
  expect(order([], ['a', 'b'], ['b'])).toEqual(['a', 'b']);
});
