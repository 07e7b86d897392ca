/** A segment or end frame on its way into the stream. */
export interface HeardEntry {
  /** When it was heard: µs of our monotonic clock. */
  readonly heardUs: number;
  /** The same by Redis' clock; converted once, then kept. */
  heardAtUs?: number;
  /** What makes it the same entry, whichever ingest heard it. */
  readonly digest: string;
  /** JSON of the stream's `segment` field. */
  readonly segment: string;
}

/** Besides its text: the entry itself and its places in arrays, roughly. */
const OVERHEAD_BYTES = 250;
/** One character beyond Latin-1, a typographic apostrophe say, makes all of a string take two bytes each. */
const BYTES_PER_CHARACTER = 2;

/** About how much memory entries take. */
export function bytesOf(entries: readonly HeardEntry[]): number {
  return entries.reduce((sum, { segment }) => sum + BYTES_PER_CHARACTER * segment.length + OVERHEAD_BYTES, 0);
}
