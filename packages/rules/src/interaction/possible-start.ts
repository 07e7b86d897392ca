import type { HeardSegment } from './interaction.js';

/** An utterance is short, and its frame comes seconds after it: a start that is minutes before is a wrong clock's. */
const MAX_LATENESS_US = 120_000_000;

/**
 * When a segment began, by its sender's clock, unless that is impossible: after it was heard, or two minutes before. There
 * is no tolerance for clocks ahead, so that what one speaker says stays in order: of two segments, the later has the later start and was
 * heard later, and so the earlier of the two times is later as well.
 */
export function possibleStartUs({ startUs, heardAtUs }: Pick<HeardSegment, 'startUs' | 'heardAtUs'>) {
  const isPossible = startUs !== undefined && startUs <= heardAtUs && startUs > heardAtUs - MAX_LATENESS_US;
  return isPossible ? startUs : undefined;
}
