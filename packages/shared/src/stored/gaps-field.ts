/** A time in which no ingest listened, in ms of Redis' clock. */
export interface Gap {
  readonly fromMs: number;
  readonly toMs: number;
}

/** Parses the field `gaps` of `listening`, which `fire-due.lua` writes: `<from>-<to> <from>-<to>`… */
export function parseGaps(field: string): Gap[] {
  return field.split(' ').flatMap((gap) => {
    const [fromMs = Number.NaN, toMs = Number.NaN] = gap.split('-').map(Number);
    return Number.isFinite(fromMs) && Number.isFinite(toMs) && gap !== '' ? [{ fromMs, toMs }] : [];
  });
}
