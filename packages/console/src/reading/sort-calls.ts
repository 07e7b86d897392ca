import { compareCalls, type KnownCall } from './call-row.js';

/** Calls in the order of the wall, and what is not as it was before. */
export interface SortedCalls {
  readonly sorted: readonly KnownCall[];
  readonly came: readonly KnownCall[];
  readonly went: readonly KnownCall[];
}

/**
 * Sorts calls. Most are what they were a second ago: those keep their places among each other, and only the others are sorted.
 *
 * @param before calls in this order; one that has changed since went, and came anew
 */
export function sortCalls(calls: readonly KnownCall[], before: readonly KnownCall[]): SortedCalls {
  const others = new Set(calls);
  const kept: KnownCall[] = [];
  const went: KnownCall[] = [];
  for (const call of before) (others.delete(call) ? kept : went).push(call);
  const came = [...others].toSorted(compareCalls);
  return { sorted: merge(kept, came), came, went };
}

function merge(kept: readonly KnownCall[], came: readonly KnownCall[]): KnownCall[] {
  const parts: (readonly KnownCall[])[] = [];
  let from = 0;
  for (const call of came) {
    let [low, high] = [from, kept.length];
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      const other = kept[middle];
      if (other !== undefined && compareCalls(other, call) < 0) low = middle + 1;
      else high = middle;
    }
    parts.push(kept.slice(from, low), [call]);
    from = low;
  }
  return [...parts.flat(), ...kept.slice(from)];
}
