import { expect, test } from 'vitest';
import { holdSentence } from './hold-sentence.js';

const untilMs = Date.UTC(2026, 0, 2, 2, 33, 25);
const hold = { reason: 'circuit_open', why: 'CXone answered 500', untilMs, forMs: 3000 } as const;

test('a hold is described by its cause and its next try', () => {
  expect(holdSentence(hold)).toBe('no cue is posted (circuit_open): CXone answered 500; next try 02:33:25 UTC');
});

test('a hold whose time has passed lasts until the next cue', () => {
  expect(holdSentence({ ...hold, forMs: 0 })).toContain('; the next cue is the next try');
});

test('a pause is described with the command that ends it', () => {
  expect(holdSentence({ ...hold, reason: 'paused', why: '' })).toBe(
    'no cue is posted until 02:33:25 UTC (paused): cueline resume ends the pause',
  );
});
