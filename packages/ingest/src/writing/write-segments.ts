import {
  defineScript,
  type Keys,
  type Partition,
  type RedisClient,
  type Replicated,
  type WrittenFormat,
} from '@cueline/shared';
import { readScript } from '../scripts.js';
import { z } from 'zod';
import type { Batch } from './partition-buffer.js';

/** One call of the writing script; times are µs of Redis' clock. */
export interface WriteCall {
  readonly batch: Batch;
  /** Number of calls to this partition answered so far. */
  readonly calls: number;
  readonly nowUs: number;
  /** The span that entries of traced interactions are sent in. */
  readonly traceparent?: string | undefined;
  /** Whether to remove the spans of ingests that are gone. */
  readonly tidy: boolean;
}

/** The script's answer. */
export interface WriteAnswer {
  /** Number of this ingest's calls that Redis knows: one more than before, or it has lost some and wrote nothing. */
  readonly calls: number;
  readonly redisUs: number;
  /** Number of entries that were new. */
  readonly written: number;
}

const Answer = z.tuple([z.int(), z.coerce.number(), z.coerce.number(), z.int()]);

const MINUTE_S = 60;
/** How long `seen` remembers what was written; write-segments.lua has the same number. */
const SEEN_MINUTES = 5;

export interface WriteSegmentsContext {
  readonly redis: RedisClient;
  readonly keys: Keys;
  /** This ingest's field in the hash `listening`. */
  readonly field: string;
  readonly format: WrittenFormat;
  /** How long a text takes at most from speech to us. */
  readonly delayMs: number;
  readonly replicated: Replicated;
}

/** Writes batches to partitions on behalf of one ingest. */
export function createWriteSegments({ redis, keys, field, format, delayMs, replicated }: WriteSegmentsContext) {
  const write = defineScript(redis, readScript('writing/write-segments'), Answer);

  return async (partition: Partition, { batch, calls, nowUs, tidy, traceparent }: WriteCall): Promise<WriteAnswer> => {
    const minute = Math.floor(nowUs / (MINUTE_S * 1_000_000));
    // another ingest's clock may already be in the next minute
    const around = [minute + 1, ...Array.from({ length: SEEN_MINUTES }, (_, back) => minute - 1 - back)];
    const ends = batch.entries.flatMap(({ ends: id }, place) => (id === undefined ? [] : [{ id, place }]));
    const touched = [
      keys.segments(partition),
      keys.listening(partition),
      keys.late(partition),
      ...[minute, ...around].map((window) => keys.seen(partition, window)),
      ...ends.map(({ id }) => keys.ended(partition, id)),
    ];
    const call = () =>
      write(touched, [
        field,
        batch.span.number,
        toMs(batch.span.sinceUs),
        toMs(batch.span.untilUs),
        calls,
        (minute + SEEN_MINUTES + 2) * MINUTE_S,
        tidy ? 1 : 0,
        batch.more ? 1 : 0,
        traceparent ?? '',
        format.current(),
        delayMs,
        ends.length,
        ...ends.map(({ place }) => place),
        ...batch.entries.flatMap(({ digest, heardAtUs = nowUs, saidBeforeUs = 0, segment, traced }) => [
          digest,
          toMs(heardAtUs - saidBeforeUs),
          segment,
          ...(traceparent === undefined ? [] : [traced === undefined ? 0 : 1]),
        ]),
      ]);
    const [known, seconds, microseconds, written] = await replicated(keys.segments(partition), call);
    return { calls: known, redisUs: seconds * 1_000_000 + microseconds, written };
  };
}

/** As a decimal string: Lua would print such a number with too few digits. */
function toMs(us: number): string {
  return (us / 1_000).toFixed(3);
}
