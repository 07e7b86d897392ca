import type { HeardSegment } from './interaction.js';

/** A live call is heard seconds after it is said: a clock that is behind by a time zone or more is wrong. */
const MAX_LATENESS_MS = 3_600_000;

/**
 * When a segment began, by its sender's clock, unless that is impossible: after it was heard, or an hour before. There
 * is no tolerance, so that what one speaker says stays in order: of two segments, the later has the later start and was
 * heard later, and so the earlier of the two times is later as well.
 */
export function possibleStartMs({ startMs, heardAtMs }: Pick<HeardSegment, 'startMs' | 'heardAtMs'>) {
  const isPossible = startMs !== undefined && startMs <= heardAtMs && startMs > heardAtMs - MAX_LATENESS_MS;
  return isPossible ? startMs : undefined;
}
