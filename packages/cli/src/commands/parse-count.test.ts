import { expect, test } from 'vitest';
import { parseCount } from './parse-count.js';

test('a count is a whole number from 1 to the most there may be', () => {
  expect(['1', '42', '999'].map((text) => parseCount(text, 999))).toEqual([1, 42, 999]);
  for (const text of ['', '0', '-1', '1.5', '1e2', '07', 'many', '1000', '9'.repeat(400)]) {
    expect(() => parseCount(text, 999)).toThrow('It should be a whole number from 1 to 999.');
  }
});
