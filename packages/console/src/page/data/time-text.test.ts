import { expect, test } from 'vitest';
import { clockText, spanText } from './time-text.js';

test.each([
  [-500, '0:00'],
  [8900, '0:08'],
  [760_000, '12:40'],
  [3_723_000, '1:02:03'],
])('%d ms on a clock are %s', (ms, text) => {
  expect(clockText(ms)).toBe(text);
});

test.each([
  [0, '0 ms'],
  [999.7, '1 s'],
  [1240, '1.2 s'],
  [9990, '10 s'],
  [119_000, '119 s'],
  [240_000, '4 min'],
  [10_800_000, '3 h'],
  [200_000_000, '2 d'],
])('%d ms are as long as %s', (ms, text) => {
  expect(spanText(ms)).toBe(text);
});
