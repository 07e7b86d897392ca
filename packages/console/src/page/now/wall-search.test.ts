import { expect, test } from 'vitest';
import { readWallSearch } from './wall-search.js';

test('an address says which calls are shown', () => {
  const search = { q: 4711, agent: 'Ada', verdict: 'due', urgency: 'owed', wall: true };
  expect(readWallSearch(search)).toEqual({ ...search, q: '4711' });
});

test('what an address says and nobody understands is left out', () => {
  expect(readWallSearch({ q: '', agent: { a: 1 }, verdict: 'dew', urgency: 'high', wall: 'yes', other: 1 })).toEqual(
    {},
  );
});
