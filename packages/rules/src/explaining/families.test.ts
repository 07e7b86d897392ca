import { expect, test } from 'vitest';
import { familiesIn } from './families.js';
import { lexicon } from './lexicon.fixture.js';

test('the families of words are found, the longest, and only where there is one', () => {
  const found = (wording: string) => familiesIn([wording], lexicon).map(({ name, words }) => [name, words]);
  expect(found('you may leave our boat')).toEqual([
    ['leave', 'leave'],
    ['my_thing', 'our boat'],
  ]);
  expect(found('if you leave')).toEqual([['leave', 'leave']]);
  expect(found('a car')).toEqual([]); // a thing or a machine
  expect(familiesIn(['leave'], lexicon)[0]?.others).toEqual(['quit', 'walk out of']);
});
