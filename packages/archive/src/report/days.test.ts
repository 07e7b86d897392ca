import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createDays } from './days.js';

test('a day on which clocks change has 23 or 25 hours', () => {
  const days = createDays('Europe/Berlin');
  const hours = (day: string) => (days.endOf(day) - days.startOf(day)) / 3_600_000;
  expect(['2026-03-29', '2026-10-25', '2026-06-01'].map(hours)).toEqual([23, 25, 24]);
  expect(new Date(days.startOf('2026-06-01')).toISOString()).toBe('2026-05-31T22:00:00.000Z');
});

test('whatever the zone, the days of a period follow one another, and each ms of it is in the day that it has there', () => {
  const zones = ['UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Pacific/Kiritimati', 'America/Asuncion'];
  const somewhen = fc.integer({ min: Date.UTC(2015), max: Date.UTC(2035) });
  fc.assert(
    fc.property(
      fc.constantFrom(...zones),
      somewhen,
      fc.integer({ min: 0, max: 400_000_000 }),
      (zone, fromMs, lastsMs) => {
        const days = createDays(zone);
        const found = [...days.within({ fromMs, toMs: fromMs + lastsMs })];
        expect(found[0]?.fromMs).toBe(lastsMs === 0 ? undefined : fromMs);
        expect(found.at(-1)?.toMs).toBe(lastsMs === 0 ? undefined : fromMs + lastsMs);
        found.forEach((day, i) => {
          expect(day.fromMs).toBe(found[i - 1]?.toMs ?? fromMs);
          for (const ms of [day.fromMs, day.toMs - 1]) expect(days.dayOf(ms)).toBe(day.day);
        });
      },
    ),
    { numRuns: 100 },
  );
});
