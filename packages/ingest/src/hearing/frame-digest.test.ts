import { expect, test } from 'vitest';
import { createFrameNames, shortDigest } from './frame-digest.js';

test('two ingests that hear the same give it the same names', () => {
  const [one, other] = [createFrameNames(() => undefined), createFrameNames(() => undefined)];
  const frames = ['yes', 'no', 'yes'].map((text) => Buffer.from(text));
  const names = frames.map((frame) => one(frame));
  expect(frames.map((frame) => other(frame))).toEqual(names);
  expect(new Set(names).size).toBe(3);
});

test('what two sockets of one ingest bring has one name, however often it is said and whichever socket misses some of it', () => {
  const nameOf = createFrameNames(() => undefined);
  const yes = (socket?: number) => nameOf(Buffer.from('yes'), socket);
  const before = yes();
  const [first, second] = [yes(1), yes(1)];
  expect([yes(2), yes(2)]).toEqual([first, second]);
  const third = yes(2);
  expect(yes(1)).toBe(third);
  // only one of them brought the next
  const fourth = yes(1);
  const after = yes();
  expect(new Set([before, first, second, third, fourth, after]).size).toBe(6);
  expect(yes(7)).toBe(yes(8));
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
