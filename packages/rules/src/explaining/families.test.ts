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

test('other words are shown as people would say them, the plainest first', () => {
  const recorded = {
    ...lexicon,
    expansions: {
      recorded: '(recorded|monitored|taped|captured)',
      being_recorded: '[be] [being|getting] [[<looked_at>|<recorded>] (and|or|and or)|audio] <recorded>',
      looked_at: '(reviewed|listened [in] (to|on))',
    },
  };
  const others = familiesIn(['your call may be monitored'], recorded)[0]?.others ?? [];
  expect(others.slice(0, 3)).toEqual(['recorded', 'taped', 'captured']);
  expect(others.filter((each) => /and or .*and or|be (?:being|getting)|(\b\w+\b).* \1\b/.test(each))).toEqual([]);
});
