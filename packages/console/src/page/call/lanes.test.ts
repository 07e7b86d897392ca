import { expect, test } from 'vitest';
import type { CallDetail, RuleLine } from '../../contract/index.js';
import { lanesOf, scaleOf } from './lanes.js';

const rule = (verdict: string, times: Partial<RuleLine> = {}): RuleLine => ({
  rule: 'apr',
  title: 'APR',
  list: 'disclosure',
  verdict,
  reason: '',
  evidence: [],
  nearMisses: [],
  canBeAcknowledged: false,
  ...times,
});
const call = (rules: RuleLine[], cues: CallDetail['cues'] = []): CallDetail => ({
  id: 'c',
  atMs: 0,
  from: 'live',
  attributes: {},
  pack: 'p',
  firstHeardAtMs: 0,
  lastHeardAtMs: 90_000,
  rules,
  gaps: [],
  events: [],
  cues,
  speech: [],
  outcomes: [],
  waitsForLook: false,
  raw: {},
});

test('a rule is owed from its deadline until it was said, or until now', () => {
  const late = rule('late', { dueAtMs: 30_000, saidAtMs: 44_000 });
  const due = rule('due', { dueAtMs: 30_000 });
  const inTime = rule('satisfied', { dueAtMs: 30_000, saidAtMs: 4000 });
  expect(lanesOf(call([late, due, inTime]), 90_000).map(({ owed }) => owed)).toEqual([
    { fromMs: 30_000, toMs: 44_000 },
    { fromMs: 30_000, toMs: 90_000 },
    undefined,
  ]);
});

test('a cue is marked at each rule that it is for', () => {
  const cue = { kind: 'missing', rules: ['apr'], postedAtMs: 31_000, isOpen: true, isShadow: false };
  const [lane] = lanesOf(call([rule('due', { dueAtMs: 30_000 })], [cue]), 90_000);
  expect(lane?.marks).toEqual([
    { kind: 'due', atMs: 30_000, text: 'due' },
    { kind: 'cued', atMs: 31_000, text: 'cued' },
  ]);
});

test('what was ticked off by hand is marked, with the reason', () => {
  const events = [
    { atMs: 40_000, what: 'acknowledged', rules: ['apr'], detail: 'read out by the announcement', replica: '' },
  ];
  const [lane] = lanesOf({ ...call([rule('acknowledged')]), events }, 90_000);
  expect(lane?.marks).toEqual([{ kind: 'ticked', atMs: 40_000, text: 'ticked off: read out by the announcement' }]);
});

test('a rule of which there is nothing to see has no lane', () => {
  expect(lanesOf(call([rule('not_required')]), 90_000)).toEqual([]);
});

test.each([10_000, 95_000, 3_600_000, 40_000_000])('a call of %d ms has a scale of a handful of steps', (lengthMs) => {
  const steps = scaleOf(lengthMs);
  expect(steps[0]).toBe(0);
  expect(steps.at(-1)).toBeLessThanOrEqual(lengthMs);
  expect(steps.length).toBeLessThanOrEqual(9);
});
