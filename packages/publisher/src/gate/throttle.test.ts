import { expect, test } from 'vitest';
import { throttledMax } from './throttle.js';

const rate = { max: 20, windowMs: 1000 };

test('without a 429 the full rate holds', () => {
  expect(throttledMax(rate, undefined, 0)).toBe(20);
});

test('after a 429 the rate grows back step by step, and never beyond the full rate', () => {
  const throttle = { max: 10, atMs: 100_000 };
  const after = (ms: number) => throttledMax(rate, throttle, throttle.atMs + ms);
  expect([0, 4999, 5000, 10_000, 24_999, 25_000, 1e9].map(after)).toEqual([10, 10, 12, 14, 18, 20, 20]);
});

test('a small rate grows by one, and is never zero', () => {
  const small = { max: 2, windowMs: 100 };
  expect(throttledMax(small, { max: 0, atMs: 0 }, 0)).toBe(1);
  expect(throttledMax(small, { max: 1, atMs: 0 }, 500)).toBe(2);
});

test('a clock that stepped back does not lower it further', () => {
  expect(throttledMax(rate, { max: 10, atMs: 100_000 }, 0)).toBe(10);
});
