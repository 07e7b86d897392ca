import { expect, test } from 'vitest';
import type { CallRow, Chip } from '../../contract/index.js';
import { orderedChips } from './ordered-chips.js';

const chip = (kind: Chip['kind']): Chip => ({ rule: kind, title: kind, kind });
const kinds = (urgency: CallRow['urgency'], chips: Chip['kind'][]) =>
  orderedChips({ id: 'a', firstHeardAtMs: 0, lastHeardAtMs: 0, urgency, isUnheard: false, chips: chips.map(chip) }).map(
    ({ kind }) => kind,
  );

test('what was said and must not be comes before what is still in time', () => {
  expect(kinds('owed', ['due', 'pending', 'prohibited', 'satisfied'])).toEqual([
    'due',
    'prohibited',
    'pending',
    'satisfied',
  ]);
});

test('in a critical call it comes first', () => {
  expect(kinds('critical', ['due', 'pending', 'prohibited'])).toEqual(['prohibited', 'due', 'pending']);
});
