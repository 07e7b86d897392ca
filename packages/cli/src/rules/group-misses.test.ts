import { expect, test } from 'vitest';
import type { CallNearMiss } from '@cueline/operate/backtest';
import { groupMisses } from './group-misses.js';
import { missesText } from './misses-text.js';

const miss = (id: string, words: string, closeness: number): CallNearMiss => ({
  kind: 'disclosure',
  id,
  element: undefined,
  phrase: 'call is recorded',
  words,
  closeness,
  share: closeness,
  reason: 'incomplete',
  lacked: ['recorded'],
  segmentId: 's1',
  atMs: 65_000,
});

const groups = groupMisses([
  { interactionId: 'a', nearMisses: [miss('fee', 'the fee', 0.6), miss('notice', 'Call is', 0.7)] },
  { interactionId: 'b', nearMisses: [miss('notice', 'call is', 0.7), miss('notice', 'a call', 0.5)] },
]);

test('the same words are listed once, with all places; the closest come first', () => {
  expect(groups).toMatchObject([
    { id: 'notice', words: 'Call is', places: [{ interactionId: 'a', atMs: 65_000 }, { interactionId: 'b' }] },
    { id: 'fee', places: [{ interactionId: 'a' }] },
    { id: 'notice', words: 'a call' },
  ]);
});

test('near misses are shown by rule, up to a limit for each', () => {
  expect(missesText(groups, 1).split('\n')).toEqual([
    'disclosure notice:',
    '    70%  "Call is" is near `call is recorded`, but lacks `recorded` (a at 1:05, and 1 more)',
    '    … and 1 more',
    '',
    'disclosure fee:',
    '    60%  "the fee" is near `call is recorded`, but lacks `recorded` (a at 1:05)',
  ]);
  expect(missesText([], 1)).toBe('there are no near misses');
});
