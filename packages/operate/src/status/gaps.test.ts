import { parseGaps } from '@cueline/shared';
import { expect, test } from 'vitest';
import { describeGaps } from './describe-gaps.js';
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

const at = (time: string) => Date.parse(`${time}Z`);
const gap = (from: string, to: string) => ({ fromMs: at(`2026-11-28T${from}`), toMs: at(`2026-11-28T${to}`) });
const after = ': calls of that time may end undecided';

test('a gap is shown in clock time, UTC, with its day unless that is today', () => {
  const gaps = [gap('02:25:34', '02:28:39')];
  expect(describeGaps(gaps, at('2026-11-28T03:00:00'))).toEqual([
    `nothing was heard from 02:25:34 to 02:28:39 UTC${after}`,
  ]);
  expect(describeGaps(gaps, at('2026-11-29T01:00:00'))).toEqual([
    `nothing was heard from 02:25:34 to 02:28:39 UTC on 2026-11-28${after}`,
  ]);
});

test('gaps close to each other are shown as one, a short one by its length; earlier ones are counted', () => {
  const flapping = [gap('08:00:00', '08:00:01'), gap('08:00:03', '08:00:05.5'), gap('08:00:07', '08:00:08')];
  const others = ['03', '04', '05', '06'].map((hour) => gap(`${hour}:00:00.100`, `${hour}:00:00.500`));
  expect(describeGaps([...others, ...flapping], at('2026-11-28T09:00:00'))).toEqual([
    'nothing was heard 2 earlier times in the last 24 h',
    `nothing was heard for 0.4 s at 05:00:00 UTC${after}`,
    `nothing was heard for 0.4 s at 06:00:00 UTC${after}`,
    `nothing was heard for 4.5 s in all, in 3 gaps from 08:00:00 to 08:00:08 UTC${after}`,
  ]);
});
