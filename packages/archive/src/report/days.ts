const DAY_MS = 86_400_000;
/** No place is further from UTC, and no day that clocks change is longer. */
const FAR_MS = 2 * DAY_MS;

/** A stretch of time, up to but not with `toMs`. */
export interface Period {
  readonly fromMs: number;
  readonly toMs: number;
}
export interface Day extends Period {
  /** As in `2026-01-31`. */
  readonly day: string;
}

/** Days of a time zone: they have 23 or 25 hours when its clocks change. */
export function createDays(timeZone: string) {
  const format = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
  const dayOf = (ms: number): string => format.format(ms);
  /** When a day begins: the first ms that belongs to it, or to a later one. */
  const startOf = (day: string): number => {
    const utcMs = Date.parse(`${day}T00:00:00Z`);
    let [before, from] = [utcMs - FAR_MS, utcMs + FAR_MS];
    while (from - before > 1) {
      const middle = Math.floor((before + from) / 2);
      if (dayOf(middle) < day) before = middle;
      else from = middle;
    }
    return from;
  };
  const next = (day: string): string => new Date(Date.parse(`${day}T00:00:00Z`) + DAY_MS).toISOString().slice(0, 10);
  return {
    dayOf,
    startOf,
    /** When a day ends: the next one begins. */
    endOf: (day: string): number => startOf(next(day)),
    /** The days of a period, the first and the last as far as they belong to it. */
    *within({ fromMs, toMs }: Period): Generator<Day> {
      if (toMs <= fromMs) return;
      const last = dayOf(toMs - 1);
      for (let day = dayOf(fromMs); day <= last; day = next(day)) {
        yield { day, fromMs: Math.max(fromMs, startOf(day)), toMs: Math.min(toMs, startOf(next(day))) };
      }
    },
  };
}
export type Days = ReturnType<typeof createDays>;
