import { expect, test } from 'vitest';
import { backtestCall, compareResults, type Pair } from '@cueline/operate/backtest';
import { lossesOf } from './losses.js';
import { comparisonText, lossesText } from './comparison-text.js';
import { callOf, rulesOf } from '../../../operate/src/backtest/rules.fixture.js';

const rulesWith = (notice: string, rest = '') =>
  rulesOf(`
version: 1
disclosures:
  - {id: notice, title: Notice, say: ["${notice}"], due: 5s}
${rest}`);

function pairOf(old: ReturnType<typeof rulesOf>, now: ReturnType<typeof rulesOf>, ...texts: string[]): Pair {
  const call = callOf('a', ...texts);
  return { old: backtestCall(call, old, { startedAtMs: 0 }), result: backtestCall(call, now, { startedAtMs: 0 }) };
}

const said = 'this call is taped';
const [taped, recorded] = [rulesWith('call is taped'), rulesWith('call is recorded')];

test('a changed verdict is reported with its evidence, and so is the number of cues', () => {
  const comparison = compareResults([pairOf(taped, recorded, said, 'well')]);
  expect(comparison).toMatchObject({
    changes: [
      {
        interactionId: 'a',
        id: 'notice',
        old: { verdict: 'satisfied', evidence: [{ words: 'call is taped' }] },
        new: { verdict: 'missed', evidence: [] },
      },
    ],
    cues: { old: 0, new: 1 },
    recued: [{ interactionId: 'a', old: 0, new: 1 }],
  });
  const text = comparisonText(comparison, 1);
  expect(text).toMatch(/^a +notice +satisfied +missed +"call is taped" at 0:02$/m);
  expect(text).toContain('verdicts change in 1 of 1 calls; cues: 0 before, 1 now (1 more)');
});

test('the same rules change nothing', () => {
  const comparison = compareResults([pairOf(taped, taped, said)]);
  expect(comparisonText(comparison, 1)).toBe('verdicts change in 0 of 1 calls; cues: 0 before, 0 now (as many)');
});

test('a rule that only one of the packs has is a change if it has a verdict to show', () => {
  const more = rulesWith('call is taped', 'prohibited: [{id: no_risk, title: No risk, say: ["no risk"]}]');
  expect(compareResults([pairOf(taped, more, said, 'hello')]).changes).toEqual([]);
  expect(compareResults([pairOf(taped, more, said, 'there is no risk')]).changes).toMatchObject([
    { id: 'no_risk', old: { verdict: null }, new: { verdict: 'said' } },
  ]);
});

test('a detection is lost if the old rules found it in the right place and the new ones do not', () => {
  const truth = { labels: { a: { notice: 'a-1', other: 'a-1' } }, occurrences: {} };
  const lost = lossesOf(pairOf(taped, recorded, said), truth);
  expect(lost).toMatchObject([{ interactionId: 'a', id: 'notice', evidence: [{ segmentId: 'a-1' }] }]);
  expect(lossesText(lost)).toMatch(/^a +notice +"call is taped" at 0:02$/m);
  expect(lossesOf(pairOf(recorded, taped, said), truth)).toEqual([]);
  expect(lossesOf(pairOf(taped, recorded, said), { labels: { a: { notice: null } }, occurrences: {} })).toEqual([]);
});

test('a detection in the wrong place cannot be lost, and does not replace one in the right place', () => {
  const elsewhere = { labels: { a: { notice: 'a-4' } }, occurrences: {} };
  expect(lossesOf(pairOf(taped, recorded, said), elsewhere)).toEqual([]);
  const pair = pairOf(taped, recorded, said, 'well', 'so', 'this call is recorded');
  expect(lossesOf(pair, { labels: { a: { notice: 'a-1' } }, occurrences: {} })).toHaveLength(1);
  expect(lossesOf(pair, { labels: { a: { notice: 'a-1' } }, occurrences: { a: { notice: ['a-1', 'a-4'] } } })).toEqual(
    [],
  );
});
