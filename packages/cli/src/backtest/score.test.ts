import { expect, test } from 'vitest';
import type { Labels, Occurrences } from './labels.js';
import { score } from './score.js';
import { scoreJson, scoreTable } from './score-table.js';

const labels: Labels = {
  'a-1': { notice: 'a-1-002', fee: null, rate: 'a-1-009', wish: null },
  'a-2': { notice: 'a-2-001', fee: 'a-2-005', rate: null },
  'a-3': { notice: 'a-3-004', fee: null, rate: 'a-3-002', wish: null },
  'a-4': { notice: null, fee: 'a-4-007' },
  'a-5': { notice: 'a-5-001', fee: 'a-5-003', rate: 'a-5-008' },
};
const occurrences: Occurrences = {
  'a-1': { notice: ['a-1-002', 'a-1-020'], rate: [] },
  'a-5': { fee: ['a-5-003', 'a-5-030'] },
};
/** Well placed, next to it, at another occurrence, too far, without a number, where it was not said, and not at all. */
const detections = new Map([
  ['a-1', { notice: 'a-1-021', fee: 'a-1-003', rate: 'a-1-008' }],
  ['a-2', { notice: 'a-2-003', fee: 'a-2-006' }],
  ['a-3', { notice: 'a-3-004', rate: 'other' }],
  ['a-4', { notice: 'a-4-001', fee: 'a-4-007' }],
]);
const scored = score({ detections, labels, occurrences });

test("detections are counted as the labelled data sets' own scorer counts them", () => {
  const [, ...lines] = scoreTable(scored).split('\n');
  const rows = lines.map((line) => line.split(/\s+/).join(' '));
  // Printed by the Python scorer that the labels came with, for the same detections.
  expect(rows).toEqual([
    'notice 5 4 0.750 0.750 0.750 0.500 0.500 0.500 1/1',
    'fee 5 3 0.667 0.667 0.667 0.667 0.667 0.667 1/2',
    'rate 4 3 1.000 0.667 0.800 0.500 0.333 0.400 0/1',
    'wish 2 0 - - - - - - 0/2',
    'all 16 10 0.778 0.700 0.737 0.556 0.500 0.526 2/6',
  ]);
});

test('a rule that was never said and never found has no rates', () => {
  expect(scoreJson(scored).rules['wish']).toMatchObject({
    decisions: 2,
    locatedRates: { precision: null, recall: null, f1: null },
  });
});

test('a detection in the wrong place has a located precision and recall of zero', () => {
  const { micro } = score({
    detections: new Map([['a-1', { rate: 'a-1-001' }]]),
    labels: { 'a-1': { rate: 'a-1-009' } },
    occurrences: {},
  });
  expect(scoreJson({ rules: new Map(), micro }).micro).toMatchObject({
    saidRates: { f1: 1 },
    locatedRates: { precision: 0, recall: 0, f1: 0 },
  });
});
