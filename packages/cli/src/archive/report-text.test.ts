import type { ReportRow } from '@cueline/archive';
import { expect, test } from 'vitest';
import { reportText } from './report-text.js';

const row = (rule: string, day: string): ReportRow => ({
  of: { rule, day },
  calls: 120,
  owed: 100,
  decided: 80,
  coverage: 0.8,
  verdicts: { satisfied: 60, late: 10, missed: 10, undecided: 20, not_required: 20 },
  shares: { satisfied: 0.75, late: 0.125, missed: 0.125 },
  prohibited: 0,
  cues: 30,
  shadow: undefined,
});
const rows = [row('recording_notice', '2026-01-31'), row('early_termination_fee', '2026-02-01')];
const tableOf = (columns?: number) => reportText(rows, ['rule', 'day'], columns).split('\n');

test('a share stands behind its count, texts are at the left, and a column of zeros is left out', () => {
  expect(tableOf().slice(0, 2)).toEqual([
    'rule                   day         calls  owed      decided    satisfied         late       missed  undecided  not required  cues',
    'recording_notice       2026-01-31    120   100  80 (80.0 %)  60 (75.0 %)  10 (12.5 %)  10 (12.5 %)         20            20    30',
  ]);
});

test('no line is wider than the terminal, and what there is no room for is named', () => {
  for (const columns of [80, 90, 100, 120]) {
    const lines = tableOf(columns);
    expect({ columns, wide: lines.filter((line) => line.length > columns) }).toEqual({ columns, wide: [] });
    expect(lines[1]).toMatch(/^recording_notice +2026-01-31 +120 +100 .* 75\.0 % +12\.5 % +12\.5 % .*30$/);
  }
  expect(tableOf(80).at(-1)).toMatch(/^There is no room for: .*not required/);
});
