import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bucketsOf, latestOf, mostOf } from './buckets.js';

test('a stretch has the highest of its values, and none if nothing is known of it', () => {
  expect(bucketsOf(1000, 10, [[1, 3, null, null, 5]], 3)).toEqual([
    { atMs: 1000, values: [3] },
    { atMs: 1020, values: [undefined] },
    { atMs: 1040, values: [5] },
  ]);
});

test('what is latest is not older than a few steps', () => {
  expect(latestOf([1, 2, null])).toBe(2);
  expect(latestOf([1, null, null, null, null, null])).toBeUndefined();
});

test('no value is higher than the highest of all stretches, however many there are', () => {
  const values = fc.array(fc.option(fc.double({ noNaN: true })), { minLength: 1, maxLength: 400 });
  fc.assert(
    fc.property(values, fc.integer({ min: 1, max: 200 }), (line, count) => {
      const buckets = bucketsOf(0, 1, [line], count);
      expect(buckets.length).toBeLessThanOrEqual(count);
      expect(mostOf(buckets.map((bucket) => bucket.values[0] ?? null))).toEqual(mostOf(line));
    }),
  );
});
