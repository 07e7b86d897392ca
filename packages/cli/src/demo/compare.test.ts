import { expect, test } from 'vitest';
import { compare, isRight } from './compare.js';

const verdicts = { notice: 'missed', apr: 'late' };
const onPanel = new Set(['notice', 'apr']);
const owed = (id: string, atMs = 30_000, untilMs = 60_000) => ({ id, atMs, untilMs });
const cue = (id: string, atMs = 30_500) => ({ id, atMs });

test('cues and verdicts as deserved are right', () => {
  const deserved = { cues: [owed('notice'), owed('notice', 90_000)], verdicts };
  const comparison = compare('a', deserved, { cues: [cue('notice'), cue('notice', 90_900)], verdicts, onPanel });
  expect(isRight(comparison)).toBe(true);
  expect(comparison.latestMs).toBe(900);
});

test('a cue that was deserved and did not come is missing', () => {
  const deserved = { cues: [owed('notice'), owed('apr')], verdicts };
  const comparison = compare('a', deserved, { cues: [cue('apr')], verdicts, onPanel });
  expect(comparison).toMatchObject({ missing: ['notice'], false: [], twice: [] });
  expect(isRight(comparison)).toBe(false);
});

test('a disclosure said just after it became owed may go without a cue', () => {
  const comparison = compare('a', { cues: [owed('apr', 30_000, 31_500)], verdicts }, { cues: [], verdicts, onPanel });
  expect(comparison).toMatchObject({ missing: [], brief: ['apr'] });
  expect(isRight(comparison)).toBe(true);
});

test('a cue that was never deserved is false, one too many is twice', () => {
  const cues = [cue('apr'), cue('notice'), cue('apr')];
  expect(compare('a', { cues: [owed('apr')], verdicts }, { cues, verdicts, onPanel })).toMatchObject({
    missing: [],
    false: ['notice'],
    twice: ['apr'],
  });
});

test('a disclosure without its outcome is misjudged', () => {
  const comparison = compare('a', { cues: [], verdicts }, { cues: [], verdicts: { apr: 'late' }, onPanel });
  expect(comparison.misjudged).toEqual(['notice']);
});

test('what was cued and was not on the panel of its call is wrong', () => {
  const outcome = { cues: [cue('notice')], verdicts, onPanel: new Set(['apr']) };
  const comparison = compare('a', { cues: [owed('notice')], verdicts }, outcome);
  expect(comparison).toMatchObject({ missing: [], notOnPanel: ['notice'] });
  expect(isRight(comparison)).toBe(false);
});
