import { setTimeout as delay } from 'node:timers/promises';
import {
  backoffMs,
  type BackoffPolicy,
  inSpan,
  type Log,
  type Partition,
  type Tracing,
  type Trouble,
} from '@cueline/shared';
import type { HeardClock } from '../heard-clock.js';
import { bytesOf } from './heard-entry.js';
import type { IngestMetrics } from '../metrics.js';
import type { LossLog } from './loss-log.js';
import type { PartitionBuffer } from './partition-buffer.js';
import type { RedisClock } from './redis-clock.js';
import { startSending } from './start-sending.js';
import type { WriteAnswer, WriteCall } from './write-segments.js';

export interface PartitionWriterContext {
  readonly partition: Partition;
  readonly buffer: PartitionBuffer;
  readonly clock: RedisClock;
  readonly now: HeardClock;
  readonly write: (partition: Partition, call: WriteCall) => Promise<WriteAnswer>;
  /** Redis' time at the partition's node, in µs. */
  readonly readTime: (partition: Partition) => Promise<number>;
  readonly log: Log;
  /** That Redis refuses writes, in any partition. */
  readonly refusals: Trouble;
  readonly losses: LossLog;
  readonly metrics: IngestMetrics;
  readonly tracing: Tracing | undefined;
  /** Called when Redis has answered, and the buffer has grown by this many bytes; a negative number means it shrank. */
  readonly onAnswer: (bytes: number) => void;
}

const RETRY: BackoffPolicy = { firstMs: 50, maxMs: 1_000, jitter: 0.5 };
/** While nothing is written: how often to publish how far we have listened, at most and at least. */
const PUBLISH_AT_MOST_EVERY_US = 100_000;
const PUBLISH_AT_LEAST_EVERY_US = 1_000_000;
const TIDY_EVERY_US = 60_000_000;

/** Writes one partition's buffer: one call at a time, one batch per call. */
export function createPartitionWriter(context: PartitionWriterContext) {
  const { partition, buffer, clock, now, log, refusals, losses, metrics } = context;
  let running: Promise<void> | undefined;
  let publishedUs = Number.NEGATIVE_INFINITY;
  let tidiedUs = Number.NEGATIVE_INFINITY;
  let isClosed = false;

  function isDue(): boolean {
    if (isClosed || !buffer.isOpen()) return false;
    if (!buffer.isEmpty()) return true;
    const sinceLastUs = now() - publishedUs;
    return sinceLastUs >= (buffer.hasGrown() ? PUBLISH_AT_MOST_EVERY_US : PUBLISH_AT_LEAST_EVERY_US);
  }

  async function writeOnce(): Promise<void> {
    const sentUs = now();
    if (!clock.isSet()) {
      const redisUs = await context.readTime(partition);
      clock.sample({ sentUs, receivedUs: now(), redisUs });
      return;
    }
    const batch = buffer.nextBatch();
    if (batch === undefined) {
      publishedUs = sentUs;
      return;
    }
    const tidy = sentUs - tidiedUs > TIDY_EVERY_US;
    const calls = buffer.calls();
    const nowUs = clock.estimateUs(sentUs);
    const answer = await inSpan(startSending(context, batch), (span) =>
      context.write(partition, { batch, calls, nowUs, tidy, traceparent: span?.traceparent }),
    );
    const answeredUs = now();
    clock.sample({ sentUs, receivedUs: answeredUs, redisUs: answer.redisUs });
    if (answer.calls !== calls + 1) {
      const restored = buffer.restore(answer.calls);
      // more calls than we remember are our own: the partitions were about to move, and did not
      if (answer.calls <= calls) losses.note(partition, restored.length);
      metrics.rewritten.inc(restored.length);
      context.onAnswer(bytesOf(restored));
      return;
    }
    publishedUs = sentUs;
    if (tidy) tidiedUs = sentUs;
    buffer.acknowledge(answeredUs);
    context.onAnswer(-bytesOf(batch.entries));
    metrics.written.inc(answer.written);
    metrics.duplicates.inc(batch.entries.length - answer.written);
    for (const { heardUs, onWritten } of batch.entries) {
      metrics.writeSeconds.observe((answeredUs - heardUs) / 1_000_000);
      onWritten?.();
    }
  }

  async function run(): Promise<void> {
    let failures = 0;
    while (isDue()) {
      try {
        await writeOnce();
        failures = 0;
        refusals.end(partition);
      } catch (error) {
        if (isClosed) return;
        if (refusals.begin(partition, String(error)))
          log.error({ partition, err: error }, 'redis refused a write, trying again');
        await delay(backoffMs(failures++, RETRY, Math.random));
      }
    }
  }

  /** Starts writing if anything is due. */
  function wake(): void {
    running ??= run().finally(() => {
      running = undefined;
    });
  }

  return {
    wake,
    /** Resolves once everything is written and published. */
    async drain(): Promise<void> {
      while (!buffer.isEmpty() || buffer.hasGrown()) {
        publishedUs = Number.NEGATIVE_INFINITY;
        wake();
        await running;
      }
    },
    /** Stops writing; resolves once nothing is under way. */
    async close(): Promise<void> {
      isClosed = true;
      await running;
    },
  };
}
export type PartitionWriter = ReturnType<typeof createPartitionWriter>;
