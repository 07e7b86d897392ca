import { bytesOf, type HeardEntry } from './heard-entry.js';
import type { PartitionSpan } from './span.js';

/** What one call wrote. */
export interface WrittenBatch {
  /** Calls are numbered from 1. */
  readonly call: number;
  readonly entries: readonly HeardEntry[];
  /** The ended span that this call published for the last time, if any. */
  readonly endedSpan: PartitionSpan | undefined;
  /** When it was written, in µs of our clock. */
  readonly writtenUs: number;
}

const KEEP_US = 30_000_000;

/** Remembers what was written in the last 30 s, in case a fail-over of Redis loses it. */
export function createWrittenBatches(maxBytes: number) {
  let batches: WrittenBatch[] = [];
  let bytes = 0;
  /** The last call and the last entry that are no longer remembered. */
  let forgotten = { call: 0, heardUs: Number.NEGATIVE_INFINITY };

  return {
    forgotten: () => forgotten,
    add(batch: WrittenBatch): void {
      if (batch.entries.length > 0 || batch.endedSpan !== undefined) batches.push(batch);
      bytes += bytesOf(batch.entries);
      const oldestUs = batch.writtenUs - KEEP_US;
      const kept = batches.findIndex(({ entries, writtenUs }) => {
        const isKept = writtenUs > oldestUs && bytes <= maxBytes;
        if (!isKept) bytes -= bytesOf(entries);
        return isKept;
      });
      for (const { call, entries } of batches.splice(0, kept === -1 ? batches.length : kept)) {
        forgotten = { call, heardUs: entries.at(-1)?.heardUs ?? forgotten.heardUs };
      }
    },
    takeAll(): WrittenBatch[] {
      const all = batches;
      batches = [];
      bytes = 0;
      return all;
    },
  };
}
