import { expect, test } from 'vitest';
import { headLines } from './head-lines.js';

test('titles are broken between words, and aligned to the bottom of the head', () => {
  expect(headLines(['Annual percentage rate', 'No risk'], 12)).toEqual([
    ['Annual', ''],
    ['percentage', ''],
    ['rate', 'No risk'],
  ]);
});
