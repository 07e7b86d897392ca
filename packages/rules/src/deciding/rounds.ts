import { againStarts, type AgainStart } from '../interaction/again-starts.js';
import type { InteractionState, Match } from '../interaction/interaction.js';
import type { Disclosure } from '../pack/pack.js';

/** A stretch of a call in which a disclosure is owed by itself: from its beginning, or from where it is owed anew. */
export interface Round {
  /** What began it; the first has none. */
  readonly start: AgainStart | undefined;
  /** When the next began. */
  readonly endedAtUs: number | undefined;
  /** Whether something was said in it. */
  readonly has: (match: Match) => boolean;
}

/** The only round of what is not owed anew. */
export const WHOLE_CALL: Round = { start: undefined, endedAtUs: undefined, has: () => true };

/**
 * Divides a call into the rounds of a disclosure.
 *
 * @param isAfter whether something was said after the event without which it is not owed at all
 */
export function roundsOf(
  { again, after }: Disclosure,
  { attributes }: InteractionState,
  said: (key: string) => readonly Match[],
  event: Match | undefined,
): Round[] {
  const starts = againStarts(again, attributes, said).filter(
    (start) => after === undefined || (event !== undefined && start.isAfter(event)),
  );
  return [undefined, ...starts].map((start, index): Round => {
    const next = starts[index];
    return {
      start,
      endedAtUs: next?.atUs,
      has: (match) => (start === undefined || start.has(match)) && (next === undefined || !next.has(match)),
    };
  });
}
