import { againStarts } from './again-starts.js';
import type { InteractionState, Match } from './interaction.js';
import { comparePlaces } from './place.js';
import type { Disclosure } from '../pack/pack.js';
import { answerKey, elementKey, eventKey, isAnswerKey, isEventKey } from '../pack/sayables.js';

/**
 * How many matches of one sayable are kept from the beginning, after each event was first heard, and from the end.
 * Verdicts need only the first of each, but a first match may still prove false.
 */
export const MAX_KEPT = 4;

/** The same of an event after which something is owed anew: each time counts. */
const MAX_KEPT_EVENTS = 16;

/**
 * Orders matches by key and place, and bounds how many are kept: an agent who repeats himself must not fill Redis.
 *
 * @param disclosures some may be owed anew: what is said since then is kept as well
 */
export function pruneMatches(
  matches: readonly Match[],
  attributes: InteractionState['attributes'],
  disclosures: readonly Disclosure[],
): Match[] {
  const byKey = new Map<string, Match[]>();
  for (const match of matches.toSorted((a, b) => comparePlaces(a.from, b.from) || comparePlaces(a.to, b.to))) {
    const same = byKey.get(match.key);
    if (same) same.push(match);
    else byKey.set(match.key, [match]);
  }
  const events = [...byKey].filter(([key]) => isEventKey(key)).flatMap(([, [first]]) => first ?? []);
  const needs = createNeeds(disclosures, attributes);
  const keep = (key: string, saidOf: (other: string) => readonly Match[]): void => {
    const same = byKey.get(key) ?? [];
    const { isAnew, starts } = needs(key, saidOf);
    const most = isAnew ? MAX_KEPT_EVENTS : MAX_KEPT;
    const kept = new Set([...same.slice(0, most), ...same.slice(-most)]);
    for (const isSince of [...events.map(isBehind), ...starts]) {
      const start = same.findIndex(isSince);
      if (start >= 0) for (const match of same.slice(start, start + most)) kept.add(match);
    }
    byKey.set(
      key,
      same.filter((match) => kept.has(match)),
    );
  };
  const keys = [...byKey.keys()].sort();
  const all = new Map(byKey);
  for (const key of keys) if (!isAnswerKey(key)) keep(key, (other) => all.get(other) ?? []);
  // of answers only those count that follow what is kept
  for (const key of keys) if (isAnswerKey(key)) keep(key, (other) => byKey.get(other) ?? []);
  return keys.flatMap((key) => byKey.get(key) ?? []);
}

type IsSince = (match: Match) => boolean;

const isBehind =
  ({ to }: Match): IsSince =>
  (match) =>
    comparePlaces(match.from, to) > 0;

/** Finds what verdicts need of a sayable: since when it counts, and whether it is what other things are owed anew after. */
function createNeeds(disclosures: readonly Disclosure[], attributes: InteractionState['attributes']) {
  const anew = new Set(disclosures.flatMap(({ again }) => (again && 'event' in again ? eventKey(again.event) : [])));
  const askers = disclosures.filter(({ again, answer }) => again !== undefined || answer !== undefined);
  return (key: string, saidOf: (other: string) => readonly Match[]): { isAnew: boolean; starts: IsSince[] } => {
    const starts = askers.flatMap(({ id, again, before, answer, elements }): IsSince[] => {
      const own = elements.map((_, index) => elementKey(id, index));
      const isAnswer = answer !== undefined && (key === answerKey(id, 'yes') || key === answerKey(id, 'no'));
      if (isAnswer) return own.flatMap(saidOf).map(isBehind);
      const isOwn = own.includes(key) || (before !== undefined && key === eventKey(before));
      return isOwn ? againStarts(again, attributes, saidOf).map(({ has }) => has) : [];
    });
    return { isAnew: anew.has(key), starts };
  };
}
