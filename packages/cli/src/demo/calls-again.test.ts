import { expect, test } from 'vitest';
import { callsAgain, longestOf } from './calls-again.js';

const segment = { segmentId: 's', speaker: 'agent', text: 'hello', startMs: 1000, endMs: 2000 };
const short = { interactionId: 'short', segments: [segment], endMs: 5000 };
const long = { interactionId: 'long', segments: [{ ...segment, endMs: 60_000 }] };

test('calls go on under ids of their own, and the longest goes on for an hour', () => {
  const [again, endless] = callsAgain([short, long], 2);
  expect(longestOf([short, long])).toBe(long);
  expect(again).toEqual({ ...short, interactionId: 'short-again' });
  expect(endless).toMatchObject({ interactionId: 'long-again', endMs: 2 * 3_600_000 });
  expect(endless?.segments).toHaveLength(120);
  expect(endless?.segments.at(-1)).toMatchObject({ segmentId: 's-120', startMs: 119 * 60_000 + 1000 });
});

test('of no calls none is the longest', () => {
  expect(longestOf([])).toBeUndefined();
  expect(callsAgain([], 10)).toEqual([]);
});
