import { expect, test } from 'vitest';
import { backoffMs } from './backoff.js';

const policy = { firstMs: 250, maxMs: 5_000, jitter: 1 };

test('the wait doubles with each retry up to its limit', () => {
  const waits = [0, 1, 2, 3, 4, 5, 60].map((retry) => backoffMs(retry, policy, () => 0));
  expect(waits).toEqual([250, 500, 1_000, 2_000, 4_000, 5_000, 5_000]);
});

test('jitter takes off at most its share', () => {
  expect(backoffMs(2, { ...policy, jitter: 0.5 }, () => 0.999)).toBeCloseTo(500, -1);
  expect(backoffMs(2, policy, () => 0.75)).toBe(250);
});
