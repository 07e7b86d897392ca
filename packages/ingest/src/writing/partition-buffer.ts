import type { HeardEntry } from './heard-entry.js';
import type { RedisClock } from './redis-clock.js';
import { cutSpans, isEmptySpan, untilOf, type PartitionSpan, type Span } from './span.js';
import { createWrittenBatches } from './written-batches.js';

/** One call's entries, and how far this ingest has listened once they are written. Times are µs of Redis' clock. */
export interface Batch {
  readonly entries: readonly HeardEntry[];
  readonly span: { readonly number: number; readonly sinceUs: number; readonly untilUs: number };
  /** Whether more was heard by now than this batch holds: then we may still write what follows its span. */
  readonly more: boolean;
}

/** What a buffer holds. */
export interface Held {
  readonly entries: readonly HeardEntry[];
  readonly spans: readonly PartitionSpan[];
}

/**
 * Under a flood, Node reads up to 2 MB of frames, some 8,000, before it looks for answers from Redis. Calls take as many, or
 * the buffer would fill although Redis has time to write: with 256 a flood of `npm run flood` was dropped in part.
 */
const MAX_ENTRIES_PER_CALL = 2048;
const NOTHING_UNDER_WAY = { entryCount: 0, untilUs: Number.NEGATIVE_INFINITY, endsSpan: false };

/** Holds what waits to be written to one partition, and what was written recently. Does no I/O. */
export function createPartitionBuffer({ clock, maxWrittenBytes }: { clock: RedisClock; maxWrittenBytes: number }) {
  let waiting: HeardEntry[] = [];
  /** In order; all but the last have ended. */
  let spans: PartitionSpan[] = [];
  let spanCount = 0;
  /** The batch that was sent but not yet answered: the first waiting entries, and the first span. */
  let underWay = NOTHING_UNDER_WAY;
  /** How far the first span is published, by our clock. */
  let publishedUs = Number.NEGATIVE_INFINITY;
  /** How far entries were dropped, by our clock. */
  let droppedUs = Number.NEGATIVE_INFINITY;
  /** Number of calls that Redis has answered. */
  let calls = 0;
  const written = createWrittenBatches(maxWrittenBytes);

  const nextNumber = () => ++spanCount;
  const isOfFirstSpan = ({ heardUs }: HeardEntry) => heardUs < (spans[1]?.sinceUs ?? Number.POSITIVE_INFINITY);

  function convertUntil(first: PartitionSpan, next: HeardEntry | undefined): number {
    if (next !== undefined)
      return next.heardAtUs === undefined ? clock.convertUs(next.heardUs - 1) : next.heardAtUs - 1;
    if (spans.length === 1) return clock.convertUs(untilOf(first));
    first.endAtUs ??= clock.convertUs(untilOf(first));
    return first.endAtUs;
  }

  return {
    calls: () => calls,
    isEmpty: () => waiting.length === 0,
    /** Whether the socket has ever opened. */
    isOpen: () => spans.length > 0,
    /** Whether we have listened further than was published. */
    hasGrown: () =>
      spans.length > 1 || (spans[0] !== undefined && !isEmptySpan(spans[0]) && untilOf(spans[0]) > publishedUs),
    /** When the oldest entry that can be dropped was heard. */
    oldestUs: () => waiting[underWay.entryCount]?.heardUs,

    /** Begins a span: the socket has opened, and from now on everything is heard; or everything since a later moment. */
    open(span: Span, sinceUs = span.sinceUs): void {
      const last = spans.pop();
      if (last !== undefined) spans.push({ ...last, endUs: untilOf(last) });
      spans.push({ number: nextNumber(), sinceUs, span });
    },
    add(entry: HeardEntry): void {
      waiting.push(entry);
    },

    /** Returns what to send next; undefined before the socket first opens, and if everything since was dropped. */
    nextBatch(): Batch | undefined {
      const start = spans.findIndex((span) => !isEmptySpan(span));
      spans = spans.slice(start < 0 ? -1 : start);
      const [first] = spans;
      if (first === undefined || isEmptySpan(first)) return undefined;
      const end = waiting.findIndex((entry, index) => index >= MAX_ENTRIES_PER_CALL || !isOfFirstSpan(entry));
      const entries = end === -1 ? [...waiting] : waiting.slice(0, end);
      const after = waiting[entries.length];
      const next = after !== undefined && isOfFirstSpan(after) ? after : undefined;

      first.sinceAtUs ??= clock.convertUs(first.sinceUs);
      for (const entry of entries) entry.heardAtUs ??= clock.convertUs(entry.heardUs);
      const untilUs = Math.max(first.sinceAtUs, convertUntil(first, next));
      underWay = {
        entryCount: entries.length,
        untilUs: next === undefined ? untilOf(first) : next.heardUs - 1,
        endsSpan: next === undefined && spans.length > 1,
      };
      const more = after !== undefined || spans.length > 1;
      return { entries, span: { number: first.number, sinceUs: first.sinceAtUs, untilUs }, more };
    },
    /** Moves the batch that Redis has answered from what waits to what was written. */
    acknowledge(nowUs: number): void {
      calls += 1;
      const entries = waiting.splice(0, underWay.entryCount);
      const endedSpan = underWay.endsSpan ? spans.shift() : undefined;
      publishedUs = underWay.untilUs;
      underWay = NOTHING_UNDER_WAY;
      written.add({ call: calls, entries, endedSpan, writtenUs: nowUs });
    },
    /**
     * Redis has lost calls that it had answered: queues everything remembered to be written again.
     *
     * @param callsLeft number of calls that Redis still knows
     * @returns the entries to be written again
     */
    restore(callsLeft: number): HeardEntry[] {
      const batches = written.takeAll();
      const entries = batches.flatMap((batch) => batch.entries);
      waiting = [...entries, ...waiting];
      spans = [...batches.flatMap(({ endedSpan }) => endedSpan ?? []), ...spans];
      const { call, heardUs } = written.forgotten();
      // more is lost than can be written again: earlier speech must not be published as heard
      if (call > callsLeft) spans = cutSpans(spans, { fromUs: Number.NEGATIVE_INFINITY, toUs: heardUs }, nextNumber);
      calls = callsLeft;
      underWay = NOTHING_UNDER_WAY;
      publishedUs = Number.NEGATIVE_INFINITY;
      return entries;
    },
    /** What waits to be written, and the spans that it lies in: all that another layout's buffers need. */
    held: (): Held => ({ entries: waiting, spans }),
    /** Drops the oldest entries and cuts their time out of the spans; returns the dropped entries. */
    dropOldest(count: number): HeardEntry[] {
      const dropped = waiting.splice(underWay.entryCount, count);
      const [first, last] = [dropped.at(0), dropped.at(-1)];
      if (first === undefined || last === undefined) return [];
      // a stretch between two drops that holds no entry is not worth a span
      const keptUs = Math.max(publishedUs, waiting[underWay.entryCount - 1]?.heardUs ?? Number.NEGATIVE_INFINITY);
      const fromUs = droppedUs > keptUs ? droppedUs + 1 : first.heardUs;
      spans = cutSpans(spans, { fromUs, toUs: last.heardUs }, nextNumber);
      droppedUs = last.heardUs;
      return dropped;
    },
  };
}
export type PartitionBuffer = ReturnType<typeof createPartitionBuffer>;
