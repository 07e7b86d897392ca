import { toMs, toUs } from '../timing/time.js';

/** A moment at which an interaction needs a look (µs of Redis' clock), and 1 if that look is critical. */
export type PlannedLook = readonly [atUs: number, critical: 0 | 1];

/** Formats planned looks for Redis: `<ms>:<1 if critical, else 0>`, ascending, separated by spaces; scripts read them. */
export function formatLooks(looks: readonly PlannedLook[]): string {
  return looks.map(([atUs, critical]) => `${toMs(atUs)}:${critical}`).join(' ');
}

/** Parses what `formatLooks` wrote. */
export function parseLooks(field: string): PlannedLook[] {
  return field
    .split(' ')
    .filter((look) => look !== '')
    .map((look): PlannedLook => {
      const [ms, critical] = look.split(':');
      return [toUs(Number(ms)), critical === '1' ? 1 : 0];
    });
}
