import { expect, test } from 'vitest';
import { durationText } from './duration-text.js';

test('a duration is shown in its two greatest units', () => {
  expect([0, 9_400, 60_000, 185_000, 7_200_000, 7_800_000, 90_000_000].map(durationText)).toEqual([
    '0 s',
    '9 s',
    '1 min',
    '3 min 5 s',
    '2 h',
    '2 h 10 min',
    '25 h',
  ]);
});
