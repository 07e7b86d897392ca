import { expect, test } from 'vitest';
import { backtestCall } from './backtest-call.js';
import { callOf, rulesOf } from './rules.fixture.js';

const rules = rulesOf(`
version: 1
disclosures:
  - {id: notice, title: Notice, say: ["this call is recorded"], due: 15s}
  - {id: refund, title: Refund, say: ["no refund"], after: {say: ["your card number"]}}
prohibited:
  - {id: no_risk, title: No risk, say: ["no risk"]}
`);
const startedAtMs = Date.parse('2026-06-01');

test('a phrase is reported with the segment that completed it, in the time of the call', () => {
  const { disclosures } = backtestCall(callOf('a', 'hello this call', 'is recorded'), rules, { startedAtMs });
  expect(disclosures['notice']).toEqual({
    verdict: 'satisfied',
    saidAtMs: 12_000,
    segmentId: 'a-2',
    evidence: [{ words: 'this call is recorded', atMs: 12_000, segmentId: 'a-2', confidence: 1 }],
  });
});

test('what was not said has neither time nor place', () => {
  const nothing = { saidAtMs: null, segmentId: null, evidence: [] };
  expect(backtestCall(callOf('a', 'hello'), rules, { startedAtMs })).toEqual({
    interactionId: 'a',
    disclosures: { notice: { verdict: 'missed', ...nothing }, refund: { verdict: 'not_required', ...nothing } },
    prohibited: [],
    cues: [],
  });
});

test('cues and prohibited phrases are reported in order', () => {
  const { prohibited, cues } = backtestCall(callOf('a', 'there is no risk', 'so', 'well'), rules, { startedAtMs });
  expect(prohibited).toMatchObject([{ id: 'no_risk', atMs: 2_000, segmentId: 'a-1' }]);
  // Due 15 s after the first segment was heard.
  expect(cues).toEqual([
    { atMs: 2_000, items: ['no_risk'] },
    { atMs: 17_000, items: ['notice'] },
  ]);
});

test('what is owed anew is reported with its time, and a wrong value with the right one', () => {
  const pack = rulesOf(`
version: 1
disclosures:
  - {id: notice, title: Notice, say: ["this call is recorded"], due: 15s, again: {say: ["transfer you"]}}
  - {id: apr, title: APR, say: ["apr is {percent as apr}"], equals: {apr: offered}, due: 15s}
`);
  const call = callOf('a', 'this call is recorded', 'i transfer you', 'the apr is 5.99 percent');
  const offered = { ...call, segments: call.segments.map((one) => ({ ...one, attributes: { offered: '6.99' } })) };
  const { disclosures } = backtestCall(offered, pack, { startedAtMs });
  expect(disclosures['notice']).toMatchObject({ verdict: 'missed', round: { number: 2, of: 2, beganAtMs: 12_000 } });
  expect(disclosures['apr']).toMatchObject({ verdict: 'wrong', values: [{ said: '5.99 %', offered: '6.99 %' }] });
});

test('near misses are reported for rules that were not met', () => {
  const call = callOf('a', 'hello this call is', 'okay your card', 'goodbye');
  const { nearMisses } = backtestCall(call, rules, { startedAtMs, nearMisses: true });
  expect(nearMisses).toMatchObject([
    { kind: 'disclosure', id: 'notice', words: 'this call is', lacked: ['recorded'], segmentId: 'a-1', atMs: 2_000 },
    { kind: 'event', id: 'refund.after', words: 'your card', lacked: ['number'], segmentId: 'a-2', atMs: 12_000 },
  ]);
});
