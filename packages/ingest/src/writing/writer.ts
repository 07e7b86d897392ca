import {
  createTrouble,
  defineScript,
  type Log,
  type Partition,
  partitionOf,
  type PlacedLayout,
  type RedisClient,
  type Replicated,
  sendTogether,
  type Tracing,
  type WrittenFormat,
} from '@cueline/shared';
import { z } from 'zod';
import type { HeardClock } from '../heard-clock.js';
import { bytesOf, type HeardEntry } from './heard-entry.js';
import type { IngestMetrics } from '../metrics.js';
import { createPartitionBuffer } from './partition-buffer.js';
import { createLossLog } from './loss-log.js';
import { createPartitionWriter, type PartitionWriter } from './partition-writer.js';
import { createRedisClock } from './redis-clock.js';
import { commonSpans, type Span } from './span.js';
import { createWriteSegments, type WriteCall } from './write-segments.js';

export interface WriterContext {
  readonly redis: RedisClient;
  /** How many partitions there probably are. */
  readonly partitions: number;
  /** Unique to this run of this process. */
  readonly replicaId: string;
  /** Most memory that entries waiting to be written may take. */
  readonly maxBufferBytes: number;
  readonly replicated: Replicated;
  readonly format: WrittenFormat;
  /** How long a text takes at most from speech to us. */
  readonly delayMs: number;
  /** Called when Redis' clock was set, with how far ahead (µs). */
  readonly onClockMoved?: (byUs: number) => void;
  readonly now: HeardClock;
  readonly log: Log;
  readonly metrics: IngestMetrics;
  readonly tracing?: Tracing | undefined;
}

/** The share of the buffer up to which we read faster than Redis takes what we write. */
const READ_AHEAD_SHARE = 0.5;
/** Redis that has answered no write for so long is away, even if connected: then we listen on, and hold what we hear. */
const AWAY_US = 3_000_000;
/** Entries dropped together: dropping them one by one would walk the buffer for each. */
const DROP_COUNT = 256;
const TICK_MS = 100;

/** Writes entries to the partitions' streams, followed by how far this ingest has listened. */
export function createWriter(context: WriterContext) {
  const { redis, now, log, metrics, maxBufferBytes } = context;
  const readTimeScript = defineScript(
    redis,
    { name: 'read-time', lua: "return redis.call('TIME')" },
    z.tuple([z.coerce.number(), z.coerce.number()]),
  );
  const writingTo = ({ keys }: PlacedLayout) => ({
    write: createWriteSegments({
      redis,
      keys,
      replicated: context.replicated,
      format: context.format,
      delayMs: context.delayMs,
      field: `replica:${context.replicaId}`,
    }),
    async readTime(partition: Partition): Promise<number> {
      const [seconds, microseconds] = await readTimeScript([keys.listening(partition)], []);
      return seconds * 1_000_000 + microseconds;
    },
  });

  const refusals = createTrouble({ log, over: 'redis takes writes again' });
  const losses = createLossLog(log);
  let bufferedBytes = 0;
  let isDropping = false;
  let answeredUs = Number.NEGATIVE_INFINITY;
  const onBytes = (bytes: number) => {
    bufferedBytes += bytes;
    metrics.bufferedBytes.set(bufferedBytes);
  };
  /** Where lanes write; until it is known nothing is written. */
  let writing: ReturnType<typeof writingTo> | undefined;
  const target = () => {
    if (writing === undefined) throw new RangeError('no layout is known');
    return writing;
  };
  const createLane = (partition: Partition, partitions: number) => {
    const clock = createRedisClock(context.onClockMoved);
    const buffer = createPartitionBuffer({ clock, maxWrittenBytes: maxBufferBytes / 4 / partitions });
    const onAnswer = (bytes: number) => {
      answeredUs = now();
      onBytes(bytes);
    };
    const parts = {
      partition,
      buffer,
      clock,
      now,
      write: (of: Partition, call: WriteCall) => {
        sendTogether(redis); // answers that came together are followed by calls that leave together
        return target().write(of, call);
      },
      readTime: (of: Partition) => target().readTime(of),
    };
    const writer = createPartitionWriter({
      ...parts,
      log,
      refusals,
      losses,
      metrics,
      onAnswer,
      tracing: context.tracing,
    });
    return { buffer, writer };
  };
  const createLanes = (partitions: number) =>
    Array.from({ length: partitions }, (_, partition) => createLane(partition, partitions));
  let lanes = createLanes(context.partitions);
  const laneOf = ({ interactionId }: HeardEntry) => {
    const lane = lanes[partitionOf(interactionId, lanes.length)];
    if (lane === undefined) throw new RangeError(`no partition of ${lanes.length}`);
    return lane;
  };
  let ticker: NodeJS.Timeout | undefined;
  const wakeAll = () => {
    if (ticker === undefined) return;
    for (const { writer } of lanes) writer.wake();
  };
  /** Writers of lanes to which something was added in this turn of the event loop. */
  const added = new Set<PartitionWriter>();
  const wakeAdded = () => {
    for (const writer of added) writer.wake();
    added.clear();
  };

  /** The last resort: drops what was heard first. */
  function dropOldest(): void {
    const oldest = lanes.reduce((a, b) =>
      (b.buffer.oldestUs() ?? Infinity) < (a.buffer.oldestUs() ?? Infinity) ? b : a,
    );
    const dropped = oldest.buffer.dropOldest(DROP_COUNT);
    onBytes(-bytesOf(dropped));
    metrics.dropped.inc(dropped.length);
    if (!isDropping) log.error({ bufferedBytes }, 'buffer is full, the oldest segments are dropped');
    isDropping = dropped.length > 0;
  }

  return {
    /** Begins a span: the socket has opened. */
    open(span: Span): void {
      for (const { buffer } of lanes) buffer.open(span);
      wakeAll();
    },
    /** Publishes how far the span reaches now, unless a write is under way and publishes it anyway. */
    publish: wakeAll,
    add(entry: HeardEntry): void {
      const lane = laneOf(entry);
      lane.buffer.add(entry);
      onBytes(bytesOf([entry]));
      if (bufferedBytes > maxBufferBytes) dropOldest();
      else isDropping = false;
      // after this turn of the event loop, so that frames that arrived together are written together
      if (ticker === undefined) return;
      if (added.size === 0) setImmediate(wakeAdded);
      added.add(lane.writer);
    },
    /** Whether no more should be read for the moment: much is held, and Redis is there and takes it. */
    isBehind: (): boolean =>
      bufferedBytes > maxBufferBytes * READ_AHEAD_SHARE && redis.status === 'ready' && now() - answeredUs < AWAY_US,
    /** Starts writing to the partitions of a layout, also what was held until now. */
    settle(layout: PlacedLayout): void {
      if (writing !== undefined || layout.partitions !== lanes.length) {
        const held = lanes.map(({ buffer }) => buffer.held());
        lanes = createLanes(layout.partitions);
        const spans = commonSpans(held.map((each) => each.spans));
        for (const { buffer } of lanes) for (const [span, sinceUs] of spans) buffer.open(span, sinceUs);
        const entries = held.flatMap((each) => each.entries).toSorted((a, b) => a.heardUs - b.heardUs);
        for (const entry of entries) laneOf(entry).buffer.add(entry);
      }
      writing = writingTo(layout);
      ticker ??= setInterval(wakeAll, TICK_MS);
    },
    /** Stops writing; what is heard is held until `settle`. Resolves once nothing is under way. */
    async leave(): Promise<void> {
      await Promise.all(lanes.map(({ writer }) => writer.close()));
    },
    /**
     * Resolves once everything is written. Nothing may be added after this call.
     *
     * @param settled waits until a layout is known that is not being left
     */
    async close(settled: () => Promise<unknown>): Promise<void> {
      // with nothing left to write, do not wait for a Redis that is away
      if (lanes.some(({ buffer }) => !buffer.isEmpty() || (redis.status === 'ready' && buffer.hasGrown())))
        await settled();
      const unfinished = lanes.filter(({ buffer }) => redis.status === 'ready' || !buffer.isEmpty());
      await Promise.all(unfinished.map(({ writer }) => writer.drain()));
      clearInterval(ticker);
      await Promise.all(unfinished.map(({ writer }) => writer.close()));
    },
  };
}
export type Writer = ReturnType<typeof createWriter>;
