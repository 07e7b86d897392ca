import { expect, test } from 'vitest';
import { compare, isRight } from './compare.js';

const verdicts = { notice: 'missed', apr: 'late' };

test('cues and verdicts as deserved are right', () => {
  const comparison = compare('a', { cues: ['notice', 'notice'], verdicts }, { cues: ['notice', 'notice'], verdicts });
  expect(isRight(comparison)).toBe(true);
});

test('a cue that was deserved and did not come is missing', () => {
  const comparison = compare('a', { cues: ['notice', 'apr'], verdicts }, { cues: ['apr'], verdicts });
  expect(comparison).toMatchObject({ missing: ['notice'], false: [], twice: [] });
  expect(isRight(comparison)).toBe(false);
});

test('a cue that was never deserved is false, one too many is twice', () => {
  expect(compare('a', { cues: ['apr'], verdicts }, { cues: ['apr', 'notice', 'apr'], verdicts })).toMatchObject({
    missing: [],
    false: ['notice'],
    twice: ['apr'],
  });
});

test('a disclosure without its outcome is misjudged', () => {
  expect(compare('a', { cues: [], verdicts }, { cues: [], verdicts: { apr: 'late' } }).misjudged).toEqual(['notice']);
});
