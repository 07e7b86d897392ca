import { parseGaps } from '@cueline/shared';
import { expect, test } from 'vitest';
import { describeGap } from './find-notes.js';
import { joinGaps } from './gaps.js';

test('a gap that several partitions recorded is shown once', () => {
  const [first, second] = [parseGaps('1000.250-2000.5 9000-9500'), parseGaps('1200-2100')];
  expect(joinGaps([...first, ...second])).toEqual([
    { fromMs: 1000.25, toMs: 2100 },
    { fromMs: 9000, toMs: 9500 },
  ]);
});

test('an empty field has no gaps, and a damaged one is skipped', () => {
  expect(parseGaps('')).toEqual([]);
  expect(parseGaps('nonsense 1-2')).toEqual([{ fromMs: 1, toMs: 2 }]);
});

test('a gap is shown in clock time, with its day unless that is today', () => {
  const at = (text: string) => new Date(text).getTime();
  const gap = { fromMs: at('2026-11-28T02:25:34'), toMs: at('2026-11-28T02:28:39') };
  expect(describeGap(gap, at('2026-11-28T03:00:00'))).toBe('from 02:25:34 to 02:28:39');
  expect(describeGap(gap, at('2026-11-29T01:00:00'))).toBe('from 02:25:34 to 02:28:39 on 2026-11-28');
});
