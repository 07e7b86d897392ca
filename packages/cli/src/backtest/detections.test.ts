import { expect, test } from 'vitest';
import { isLocated } from './detections.js';

test('a segment with a number is located at its place and next to it', () => {
  expect(['a-1', 'a-2', 'a-3', 'a-4', 'a-5'].map((id) => isLocated(id, ['a-3']))).toEqual([
    false,
    true,
    true,
    true,
    false,
  ]);
});

test('a segment whose id has no number is located only at its own place', () => {
  expect(isLocated('0b54c1ce-77aa', ['0b54c1ce-77aa'])).toBe(true);
  expect(isLocated('0b54c1ce-77aa', ['0b54c1ce-77ab'])).toBe(false);
});
