import { mask, type NearMiss } from '@cueline/rules';
import type { Call } from '@cueline/simulator/calls';
import type { CallResult } from '../backtest/backtest-call.js';
import type { CallNearMiss, MissPlace } from '../backtest/near-misses.js';

/** Speech around what came close to a disclosure that was not said. */
export interface Stretch {
  /** Masked. */
  readonly words: string;
  /** What in it came close, and to which phrase. */
  readonly near: string;
  readonly phrase: string;
  /** Whether the verdict was `unclear` in one of the calls. */
  readonly isUnclear: boolean;
  readonly places: readonly MissPlace[];
}

/** Stretches that lack the same. */
export interface StretchGroup extends Pick<NearMiss, 'reason' | 'lacked'> {
  /** The disclosure's. */
  readonly id: string;
  readonly element: string | undefined;
  readonly stretches: readonly Stretch[];
}

/** So many words before and after what came close are shown. */
const WORDS_AROUND = 6;

/** Collects what came close to disclosures, grouped by what it lacks: what was said most often comes first. */
export function collectStretches(calls: readonly Call[], results: readonly CallResult[]): StretchGroup[] {
  const groups = new Map<string, StretchGroup & { stretches: Map<string, Stretch & { places: MissPlace[] }> }>();
  for (const [index, { interactionId, nearMisses = [], disclosures }] of results.entries()) {
    for (const miss of nearMisses) {
      const { kind, id, element, reason, lacked, words: near, phrase, segmentId, atMs } = miss;
      if (kind !== 'disclosure') continue;
      const group = getOr(groups, JSON.stringify([id, element, reason, lacked]), () => ({
        id,
        element,
        reason,
        lacked,
        stretches: new Map(),
      }));
      const words = wordsAround(calls[index], miss);
      const isUnclear = disclosures[id]?.verdict === 'unclear';
      const stretch = getOr(group.stretches, words.toLowerCase(), () => ({
        words,
        near,
        phrase,
        isUnclear,
        places: [],
      }));
      stretch.places.push({ interactionId, segmentId, atMs });
    }
  }
  const size = (stretches: readonly Stretch[]) => stretches.reduce((sum, { places }) => sum + places.length, 0);
  return [...groups.values()]
    .map(({ stretches, ...group }) => ({
      ...group,
      stretches: [...stretches.values()].toSorted((a, b) => b.places.length - a.places.length),
    }))
    .toSorted((a, b) => size(b.stretches) - size(a.stretches));
}

/** The words of a near miss with those around it in its segment, or without if it began in an earlier one. */
function wordsAround(call: Call | undefined, { segmentId, words: near }: CallNearMiss): string {
  const segment = call?.segments.find((each) => each.segmentId === segmentId);
  const [text, sought] = [mask(segment?.text ?? ''), near.split(' ')];
  const words = text.split(/\s+/);
  const at = words.findIndex((_, index) => sought.every((word, offset) => words[index + offset] === word));
  return at === -1 ? near : words.slice(Math.max(0, at - WORDS_AROUND), at + sought.length + WORDS_AROUND).join(' ');
}

function getOr<T>(map: Map<string, T>, key: string, create: () => T): T {
  const value = map.get(key) ?? create();
  map.set(key, value);
  return value;
}
