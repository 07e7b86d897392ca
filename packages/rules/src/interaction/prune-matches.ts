import { againStarts } from './again-starts.js';
import type { InteractionState, Match } from './interaction.js';
import { comparePlaces } from './place.js';
import type { Disclosure } from '../pack/pack.js';
import { elementKey, eventKey, isEventKey } from '../pack/sayables.js';

/**
 * How many matches of one sayable are kept from the beginning, after each event was first heard, and from the end.
 * Verdicts need only the first of each, but a first match may still prove false.
 */
const MAX_KEPT = 4;

/** The same of an event after which something is owed anew: each time counts. */
const MAX_KEPT_EVENTS = 16;

/**
 * Orders matches by key and place, and bounds how many are kept: an agent who repeats himself must not fill Redis.
 *
 * @param disclosures some may be owed anew: what is said since then is kept as well
 */
export function pruneMatches(
  matches: readonly Match[],
  attributes: InteractionState['attributes'] = {},
  disclosures: readonly Disclosure[] = [],
): Match[] {
  const byKey = new Map<string, Match[]>();
  for (const match of matches.toSorted((a, b) => comparePlaces(a.from, b.from) || comparePlaces(a.to, b.to))) {
    const same = byKey.get(match.key);
    if (same) same.push(match);
    else byKey.set(match.key, [match]);
  }
  const events = [...byKey].filter(([key]) => isEventKey(key)).flatMap(([, [first]]) => first ?? []);
  const anew = new Set(disclosures.flatMap(({ again }) => (again && 'event' in again ? eventKey(again.event) : [])));
  const saidOf = (key: string) => byKey.get(key) ?? [];
  const againOf = (key: string) =>
    disclosures.flatMap(({ id, again, before, elements }) => {
      if (again === undefined) return [];
      const isOwn = elements.some((_, index) => key === elementKey(id, index));
      return isOwn || (before !== undefined && key === eventKey(before)) ? againStarts(again, attributes, saidOf) : [];
    });
  return [...byKey.keys()].sort().flatMap((key) => {
    const same = byKey.get(key) ?? [];
    const most = anew.has(key) ? MAX_KEPT_EVENTS : MAX_KEPT;
    const starts = [
      0,
      ...events.map((event) => same.findIndex((match) => comparePlaces(match.from, event.to) > 0)),
      ...againOf(key).map((start) => same.findIndex(start.has)),
    ];
    const kept = new Set(same.slice(-most));
    for (const start of starts.filter((index) => index >= 0)) {
      for (const match of same.slice(start, start + most)) kept.add(match);
    }
    return same.filter((match) => kept.has(match));
  });
}
