/** A moment at which an interaction needs a look (ms of Redis' clock), and 1 if that look is critical. */
export type PlannedLook = readonly [atMs: number, critical: 0 | 1];

/** Formats planned looks for Redis: `<ms>:<1 if critical, else 0>`, ascending, separated by spaces; scripts read them. */
export function formatLooks(looks: readonly PlannedLook[]): string {
  return looks.map(([atMs, critical]) => `${atMs}:${critical}`).join(' ');
}

/** Parses what `formatLooks` wrote. */
export function parseLooks(field: string): PlannedLook[] {
  return field
    .split(' ')
    .filter((look) => look !== '')
    .map((look): PlannedLook => {
      const [atMs, critical] = look.split(':');
      return [Number(atMs), critical === '1' ? 1 : 0];
    });
}
