import type { CallNearMiss, MissPlace } from '@cueline/operate/backtest';

/** What is nearly said in the same words, in one or several calls. */
export interface GroupedMiss extends Omit<CallNearMiss, 'segmentId' | 'atMs'> {
  readonly places: readonly MissPlace[];
}

/** Groups the near misses of several calls by rule and words: the closest first, among equals those in most calls. */
export function groupMisses(
  calls: readonly { readonly interactionId: string; readonly nearMisses: readonly CallNearMiss[] }[],
): GroupedMiss[] {
  const groups = new Map<string, GroupedMiss & { places: MissPlace[] }>();
  for (const { interactionId, nearMisses } of calls) {
    for (const { segmentId, atMs, ...miss } of nearMisses) {
      const key = JSON.stringify([miss.kind, miss.id, miss.element, miss.phrase, miss.words.toLowerCase()]);
      const group = groups.get(key) ?? { ...miss, places: [] };
      group.places.push({ interactionId, segmentId, atMs });
      groups.set(key, group);
    }
  }
  return [...groups.values()].sort((a, b) => b.closeness - a.closeness || b.places.length - a.places.length);
}
