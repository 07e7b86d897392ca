import type { InteractionState, Match } from './interaction.js';
import { comparePlaces } from './place.js';
import type { Disclosure } from '../pack/pack.js';
import { eventKey } from '../pack/sayables.js';

/** A moment from which on a disclosure is owed anew. */
export interface AgainStart {
  /** When it was heard. */
  readonly atUs: number;
  /** Whether something was said since. */
  readonly has: (match: Match) => boolean;
  /** Whether it came after something that was said. */
  readonly isAfter: (match: Match) => boolean;
}

/** Finds from when on a disclosure is owed anew: each time an event is heard, or an attribute changes its value. */
export function againStarts(
  again: Disclosure['again'],
  attributes: InteractionState['attributes'],
  said: (key: string) => readonly Match[],
): AgainStart[] {
  if (again === undefined) return [];
  if ('event' in again) {
    return said(eventKey(again.event)).map((event) => ({
      atUs: event.heardAtUs,
      has: (match) => comparePlaces(match.from, event.to) > 0,
      isAfter: (match) => comparePlaces(event.from, match.to) > 0,
    }));
  }
  const changes = Object.hasOwn(attributes, again.attribute) ? (attributes[again.attribute] ?? []) : [];
  // Its first value is no change.
  return changes.slice(1).map(([atUs]) => ({
    atUs,
    has: (match) => match.from[1] >= atUs,
    isAfter: (match) => atUs > match.heardAtUs,
  }));
}
