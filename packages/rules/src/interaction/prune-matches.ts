import type { Match } from './interaction.js';
import { comparePlaces } from './place.js';
import { isEventKey } from '../pack/sayables.js';

/**
 * How many matches of one sayable are kept from the beginning, after each event was first heard, and from the end.
 * Verdicts need only the first of each, but a first match may still prove false.
 */
const MAX_KEPT = 4;

/** Orders matches by key and place, and bounds how many are kept: an agent who repeats himself must not fill Redis. */
export function pruneMatches(matches: readonly Match[]): Match[] {
  const byKey = new Map<string, Match[]>();
  for (const match of matches.toSorted((a, b) => comparePlaces(a.from, b.from) || comparePlaces(a.to, b.to))) {
    const same = byKey.get(match.key);
    if (same) same.push(match);
    else byKey.set(match.key, [match]);
  }
  const events = [...byKey].filter(([key]) => isEventKey(key)).flatMap(([, [first]]) => first ?? []);
  return [...byKey.keys()].sort().flatMap((key) => {
    const same = byKey.get(key) ?? [];
    const starts = [0, ...events.map((event) => same.findIndex((match) => comparePlaces(match.from, event.to) > 0))];
    const kept = new Set(same.slice(-MAX_KEPT));
    for (const start of starts.filter((index) => index >= 0)) {
      for (const match of same.slice(start, start + MAX_KEPT)) kept.add(match);
    }
    return same.filter((match) => kept.has(match));
  });
}
