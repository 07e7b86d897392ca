import type { Gap } from '@cueline/shared';

/** Joins gaps that overlap, as those of several partitions do; the latest come last. */
export function joinGaps(gaps: readonly Gap[]): Gap[] {
  const joined: Gap[] = [];
  for (const gap of [...gaps].toSorted((a, b) => a.fromMs - b.fromMs)) {
    const last = joined.at(-1);
    if (last === undefined || gap.fromMs > last.toMs) joined.push(gap);
    else joined[joined.length - 1] = { fromMs: last.fromMs, toMs: Math.max(last.toMs, gap.toMs) };
  }
  return joined;
}
