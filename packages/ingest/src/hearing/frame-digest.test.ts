import { expect, test } from 'vitest';
import { createFrameNames, shortDigest } from './frame-digest.js';

test('two ingests that hear the same give it the same names', () => {
  const [one, other] = [createFrameNames(() => undefined), createFrameNames(() => undefined)];
  const frames = ['yes', 'no', 'yes'].map((text) => Buffer.from(text));
  const names = frames.map(one);
  expect(frames.map(other)).toEqual(names);
  expect(new Set(names).size).toBe(3);
});

test('beyond the limit the oldest is forgotten, and that is reported', () => {
  let forgotten = 0;
  const nameOf = createFrameNames(() => (forgotten += 1), 2);
  const names = ['yes', 'no', 'well', 'yes'].map((text) => nameOf(Buffer.from(text)));
  expect(names[3]).toBe(names[0]);
  expect(forgotten).toBe(2);
});

test('parts of a digest do not run into each other', () => {
  expect(shortDigest('ab', 'c')).not.toBe(shortDigest('a', 'bc'));
  expect(shortDigest('ab', 'c')).toHaveLength(12);
});
