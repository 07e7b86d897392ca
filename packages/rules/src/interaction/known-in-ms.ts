import { toMs } from '@cueline/shared/time';
import type { HeardNearMiss } from './find-near-misses.js';
import type { InteractionState, Match, Place, TailSegment } from './interaction.js';

/*
 * What is known of a call as outcomes and printed JSON have it: times are in ms.
 */

/** What was said, with its times in ms. */
export function matchInMs({ key, from, to, heardAtUs, ...evidence }: Match) {
  return { key, from: placeInMs(from), to: placeInMs(to), heardAtMs: toMs(heardAtUs), ...evidence };
}

/** What was nearly said, with its time in ms. */
export function nearMissInMs({ heardAtUs, ...near }: HeardNearMiss) {
  return { ...near, heardAtMs: toMs(heardAtUs) };
}

/** A segment of the tail, with its times in ms. */
export function tailSegmentInMs({ atUs, heardAtUs, confidence, ...segment }: TailSegment) {
  return { ...segment, atMs: toMs(atUs), heardAtMs: toMs(heardAtUs), confidence };
}

/** A state, with its times in ms. */
export function stateInMs(state: InteractionState) {
  const {
    firstHeardAtUs,
    lastHeardAtUs,
    agentHeardAtUs,
    attributes,
    repeats,
    matches,
    endedAtUs,
    acknowledged,
    unheard,
  } = state;
  return {
    firstHeardAtMs: toMs(firstHeardAtUs),
    lastHeardAtMs: toMs(lastHeardAtUs),
    ...(agentHeardAtUs === undefined ? {} : { agentHeardAtMs: toMs(agentHeardAtUs) }),
    attributes: attributesInMs(attributes),
    ...(repeats === undefined ? {} : { repeats: mapValues(repeats, (times) => times.map(toMs)) }),
    matches: matches.map(matchInMs),
    ...(endedAtUs === undefined ? {} : { endedAtMs: toMs(endedAtUs) }),
    ...(acknowledged === undefined ? {} : { acknowledged: mapValues(acknowledged, toMs) }),
    ...(unheard === undefined ? {} : { unheard }),
  };
}
export type StateInMs = ReturnType<typeof stateInMs>;

/** Attributes, with the times of their changes in ms. */
export const attributesInMs = (attributes: InteractionState['attributes']) =>
  mapValues(attributes, (changes) => changes.map(([us, value]): [number, string] => [toMs(us), value]));

/** A place, with its times in ms. */
export const placeInMs = ([at, heardAt, word]: Place): Place => [toMs(at), toMs(heardAt), word];

export const mapValues = <V, W>(record: Readonly<Record<string, V>>, change: (value: V) => W): Record<string, W> =>
  Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value)]));
