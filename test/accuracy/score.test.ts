import { expect, test } from 'vitest';
import { countDetections, ratesOf, totalOf } from './score.js';

const labels = { a: { notice: 'a-003', offer: null }, b: { notice: 'b-001', offer: 'b-009' } };
const occurrences = { a: { notice: ['a-003', 'a-020'] } };

test('a detection within a segment of any place where the phrase was said is located', () => {
  const detections = { a: { notice: 'a-021', offer: null }, b: { notice: 'b-003', offer: 'b-009' } };
  expect(totalOf(countDetections(detections, labels, occurrences).values())).toEqual({
    decisions: 4,
    said: 3,
    detected: 3,
    located: 2,
    falseAlarms: 0,
  });
});

test('a detection where the phrase was not said is a false alarm', () => {
  const detections = { a: { notice: 'a-003', offer: 'a-001' }, b: { notice: 'b-001', offer: 'b-009' } };
  const rates = ratesOf(totalOf(countDetections(detections, labels, occurrences).values()));
  expect(rates).toEqual({ precision: 3 / 4, recall: 1, f1: 6 / 7, falseAlarmRate: 1 });
});

test('what is not labelled is not counted', () => {
  const detections = { a: { notice: 'a-003', offer: null, other: 'a-001' } };
  expect([...countDetections(detections, labels, occurrences).keys()]).toEqual(['notice', 'offer']);
});
