import { expect, test } from 'vitest';
import { draftPhrases, type DraftContext } from './draft-phrases.js';
import { lexicon } from './lexicon.fixture.js';

const draft = (said: string[], rest: Partial<DraftContext> = {}) =>
  draftPhrases({ pack: lexicon, speaker: 'agent', said, refused: [], families: [], ...rest });

test('small words may be missing, and words may stand between others where three or more are left', () => {
  expect(draft(['we sold the boat'])).toEqual(['sold [the] boat']);
  expect(draft(['we sold the boat to your neighbour'])).toEqual(['sold ...2 boat ...3 neighbour']);
});

test('amounts become slots, other numbers stay', () => {
  expect(draft(['it costs 50 dollars for 14 days'])).toEqual(['costs {money} ...2 14 days']);
});

test('chosen families take the place of their words', () => {
  const families = [{ name: 'leave', words: 'leave' }];
  expect(draft(['you may leave the boat'], { families })).toEqual(['<leave> [the] boat']);
});

test('one phrase is enough for wordings that it takes all', () => {
  expect(draft(['we sold the boat', 'yesterday we sold your boat'])).toHaveLength(1);
});

test('a phrase becomes narrower until it takes nothing that is refused', () => {
  const families = [{ name: 'leave', words: 'leave' }];
  const refused = ['you may quit the boat'];
  expect(draft(['you may leave the boat'], { families, refused })).toEqual(['leave [the] boat']);
  expect(draft(['you may leave the boat'], { families, refused: [...refused, 'leave boat'] })).toEqual([
    'leave the boat',
  ]);
  expect(draft(['leave the boat'], { refused: ['please leave the boat'] })).toEqual([]);
});

test('an event may be asked about or supposed', () => {
  expect(draft(['did you sell the boat'], { speaker: 'customer', isEvent: true })).toEqual(['sell [the] boat']);
});
