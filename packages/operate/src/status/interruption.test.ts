import { expect, test } from 'vitest';
import { findInterruption } from './interruption.js';

const atMs = 100_000;
const hang = (fromMs: number, toMs: number) => ({ fromMs, toMs });

test('a long time without a look that ended a short while ago is an interruption', () => {
  expect(findInterruption([hang(70_000, 96_000)], 9e6, atMs)).toEqual({ forMs: 26_000, endedAgoMs: 4_000 });
});

test('a short one is none, and one long ago is over', () => {
  expect(findInterruption([hang(97_000, 99_000)], 9e6, atMs)).toBeUndefined();
  expect(findInterruption([hang(10_000, 60_000)], 9e6, atMs)).toBeUndefined();
});

test('a Redis that was just started is one, also before any matcher is back', () => {
  expect(findInterruption([], 3_000, atMs)).toEqual({ forMs: undefined, endedAgoMs: 3_000 });
  expect(findInterruption([], undefined, atMs)).toBeUndefined();
});
