/** A time in which no ingest listened, in ms since the Unix epoch. */
export interface Gap {
  readonly fromMs: number;
  readonly toMs: number;
}

/** Reads gaps as a partition stores them, `<from>-<to> <from>-<to>`…. */
export function parseGaps(text: string): Gap[] {
  return text.split(' ').flatMap((gap) => {
    const [fromMs = Number.NaN, toMs = Number.NaN] = gap.split('-').map(Number);
    return Number.isFinite(fromMs) && Number.isFinite(toMs) && gap !== '' ? [{ fromMs, toMs }] : [];
  });
}

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
