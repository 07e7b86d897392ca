import type { Look } from '@cueline/rules';

/**
 * Formats looks for Redis: `<ms>:<1 if critical, else 0>`, ascending, separated by spaces, so that a script can read
 * them.
 */
export function formatLooks(looks: readonly Look[]): string {
  return looks.map(([atMs, critical]) => `${atMs}:${critical}`).join(' ');
}

/** Parses what `formatLooks` wrote. */
export function parseLooks(field: string): Look[] {
  return field
    .split(' ')
    .filter((look) => look !== '')
    .map((look): Look => {
      const [atMs, critical] = look.split(':');
      return [Number(atMs), critical === '1' ? 1 : 0];
    });
}
