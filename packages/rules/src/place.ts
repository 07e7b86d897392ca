import type { Place } from './interaction.js';

/** Orders places as words follow each other: by start, then by when they were heard, then within the segment. */
export function comparePlaces(a: Place, b: Place): number {
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
}
