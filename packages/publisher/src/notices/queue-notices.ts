import {
  isNewer,
  type Keys,
  type Notice,
  NoticeEntry,
  type NoticeJob,
  type Partition,
  type RedisClient,
  streamFields,
  type WrittenFormat,
} from '@cueline/shared';
import type { JobsOptions, Queue } from 'bullmq';
import type { BuryNotice } from './bury-notice.js';
import type { Receiver } from './receivers.js';

export interface QueueNoticesContext {
  readonly redis: RedisClient;
  readonly keys: Keys;
  readonly format: WrittenFormat;
  readonly queue: Queue<NoticeJob>;
  readonly receivers: readonly Receiver[];
  readonly bury: BuryNotice;
  readonly attempts: number;
}

const BATCH = 100;
/**
 * Jobs that are done are kept for a while, as BullMQ adds no job of an id that it knows: a notice that is handed over again, after a crash
 * or by two publishers at once, is not sent again.
 */
const KEPT = { age: 900, count: 5000 };

/** Hands notices from their streams to the queue, a job for each receiver that wants one. */
export function createQueueNotices({ redis, keys, format, queue, receivers, bury, attempts }: QueueNoticesContext) {
  const jobsFor = (notice: Notice) =>
    receivers
      .filter(({ wants }) => wants(notice))
      .map(({ name: receiver }) => ({
        name: 'notice',
        data: { v: format.current(), receiver, notice },
        opts: noticeJob(`${notice.id}-${receiver}`, attempts),
      }));

  /**
   * Takes the oldest notices of a partition; returns whether there were any. They leave the stream once their jobs are in the queue.
   */
  return async function queueNotices(partition: Partition): Promise<boolean> {
    const entries = await redis.xrange(keys.notices(partition), '-', '+', 'COUNT', BATCH);
    const read = entries.map(([id, pairs]) => ({ id, fields: streamFields(pairs) }));
    const ours = read.filter(({ fields }) => !isNewer(fields['v'])); // the others are left to a later release
    if (ours.length === 0) return false;
    const jobs = [];
    for (const { fields } of ours) {
      const { data } = NoticeEntry.safeParse(fields);
      if (data === undefined) await bury(partition, { reason: 'notice_unreadable', ...fields });
      else jobs.push(...jobsFor(data.notice));
    }
    if (jobs.length > 0) await queue.addBulk(jobs);
    await redis.xdel(keys.notices(partition), ...ours.map(({ id }) => id));
    return true;
  };
}

/** How a notice is tried: its waits are in `notice-worker.ts`. */
export const noticeJob = (jobId: string, attempts: number): JobsOptions => ({
  jobId,
  attempts,
  backoff: { type: 'notice' },
  removeOnComplete: KEPT,
});
