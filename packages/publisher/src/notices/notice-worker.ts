import {
  backoffMs,
  createTrouble,
  InteractionId,
  isNewer,
  type Keys,
  LONGEST_BLOCK_MS,
  type Log,
  NoticeJob,
  partitionOf,
  type RedisClient,
  repeatedPart,
} from '@cueline/shared';
import { DelayedError, type Job, Worker } from 'bullmq';
import type { PublisherMetrics } from '../metrics.js';
import { RESUMED_SOON } from '../queue/worker.js';
import type { BuryNotice } from './bury-notice.js';
import { NoticeError, type SendNotice } from './send-notice.js';
import { createSlots } from './slots.js';

export interface NoticeWorkerContext {
  /** A connection of the role `queue`; its owner closes it. */
  readonly redis: RedisClient;
  readonly keys: Keys;
  readonly partitions: number;
  /** By the name of the receiver. */
  readonly senders: ReadonlyMap<string, SendNotice>;
  readonly bury: BuryNotice;
  /** Wait before the first retry, in ms; each is twice as long as the one before, up to an hour. */
  readonly retryMs: number;
  readonly metrics: PublisherMetrics;
  readonly log: Log;
  readonly random: () => number;
  /** Wall clock. */
  readonly now: () => number;
  /** In ms; never goes back. */
  readonly monotonic: () => number;
}

/** Requests at once: most of one is waiting for the receiver. */
const CONCURRENCY = 40;
/** How soon to look again at what only a later release reads, or what could not be made a dead letter. */
const LEFT_MS = 5000;
export const LONGEST_RETRY_MS = 3_600_000;
const JITTER = 0.3;

/** Takes a job of the queue of notices. */
export type TakeNotice = (job: Job<unknown>) => Promise<Taken>;
type Taken = 'done' | { readonly waitMs: number };

/** Creates what sends the notice of a job: until it is taken, or has become a dead letter. */
export function createTakeNotice(context: Omit<NoticeWorkerContext, 'redis' | 'keys'>): TakeNotice {
  const { senders, bury, partitions, metrics, log, now, monotonic } = context;
  const slots = createSlots(monotonic);

  async function buryJob(job: Job<unknown>, { receiver, notice }: NoticeJob, error: unknown): Promise<Taken> {
    const partition = partitionOf(InteractionId.parse(notice.interactionId), partitions);
    const { status } = error instanceof NoticeError ? error : {};
    const letter = {
      reason: 'notice_not_sent',
      interactionId: notice.interactionId,
      receiver,
      ...(status === undefined ? {} : { status: String(status) }),
      why: whyOf(error),
      notice: JSON.stringify(notice),
    };
    try {
      await bury(partition, letter);
    } catch (err) {
      log.warn({ err, receiver, noticeId: notice.id }, 'a notice could not be made a dead letter, trying again');
      return { waitMs: LEFT_MS };
    }
    metrics.notices.inc({ receiver, result: 'dead_letter' });
    log.error(
      { receiver, noticeId: notice.id, attempts: job.attemptsMade + 1, reason: whyOf(error) },
      'a notice became a dead letter',
    );
    return 'done';
  }

  return async function takeNotice(job) {
    if (isNewer(Object(job.data).v)) return { waitMs: LEFT_MS };
    const { data } = NoticeJob.safeParse(job.data);
    if (data === undefined) {
      await bury(0, { reason: 'notice_unreadable', job: JSON.stringify(job.data) });
      return 'done';
    }
    const { receiver, notice } = data;
    const send = senders.get(receiver);
    if (send === undefined) return buryJob(job, data, new NoticeError(`NOTICES_FILE has no receiver ${receiver}`));
    const slot = slots.take(receiver);
    if ('waitMs' in slot) return slot;
    try {
      await send(notice);
    } catch (error) {
      const isLast = job.attemptsMade + 1 >= (job.opts.attempts ?? 1);
      if (!isLast && !(error instanceof NoticeError && error.isUnwanted)) {
        metrics.notices.inc({ receiver, result: 'failed' });
        throw error;
      }
      return await buryJob(job, data, error);
    } finally {
      slot.release();
    }
    metrics.notices.inc({ receiver, result: 'sent' });
    metrics.noticeDelay.observe(Math.max(0, now() - notice.atMs) / 1000);
    return 'done';
  };
}

/** Messages of other errors may have in them what must not be logged. */
const whyOf = (error: unknown): string =>
  error instanceof Error && ['NoticeError', 'CueError'].includes(error.name) ? error.message : 'it could not be sent';

/** Takes jobs from the queue of notices. BullMQ retries what fails, later and later. */
export function createNoticeWorker(
  { redis, keys, retryMs, log, random }: NoticeWorkerContext,
  take: TakeNotice,
): Worker {
  async function work(job: Job<unknown>, token?: string): Promise<void> {
    const taken = await take(job);
    if (taken === 'done') return;
    await job.moveToDelayed(Date.now() + taken.waitMs, token);
    throw new DelayedError();
  }
  const worker = new Worker(keys.noticeQueue.name, work, {
    connection: redis,
    prefix: keys.noticeQueue.prefix,
    concurrency: CONCURRENCY,
    ...RESUMED_SOON,
    drainDelay: LONGEST_BLOCK_MS / 1000,
    settings: {
      backoffStrategy(attempts, _type, error) {
        const policy = { firstMs: retryMs, maxMs: LONGEST_RETRY_MS, jitter: JITTER };
        const asked = error instanceof NoticeError ? (error.retryAfterMs ?? 0) : 0;
        return Math.ceil(Math.max(asked, backoffMs(attempts - 1, policy, random)));
      },
    },
  });
  worker.on('failed', (job, error) => {
    const { data } = NoticeJob.safeParse(job?.data);
    const told = { receiver: data?.receiver, noticeId: data?.notice.id, attempts: job?.attemptsMade };
    log.warn({ ...told, reason: whyOf(error) }, 'notice not sent, trying again');
  });
  const failing = createTrouble({ log, over: 'notices are taken again' });
  worker.on('active', () => failing.end(worker));
  worker.on('error', (error) => {
    if (failing.begin(worker, repeatedPart(error))) log.warn({ err: error }, 'worker of notices failed');
  });
  return worker;
}
