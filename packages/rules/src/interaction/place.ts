import type { Place, TailSegment } from './interaction.js';

/** Orders places as words follow each other: by start, then by when they were heard, then within the segment. */
export function comparePlaces(a: Place, b: Place): number {
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
}

/** The place of a segment's nth word. */
export function placeOf({ atUs, heardAtUs }: Pick<TailSegment, 'atUs' | 'heardAtUs'>, word: number): Place {
  return [atUs, heardAtUs, word];
}

/** Whether one of these segments holds a place. */
export const isIn = (segments: readonly TailSegment[], [atUs, heardAtUs]: Place): boolean =>
  segments.some((segment) => segment.atUs === atUs && segment.heardAtUs === heardAtUs);
