import {
  type NoticeJob,
  type PlacedLayout,
  type ProcessContext,
  type RedisClient,
  repeat,
  warnOfPlainText,
} from '@cueline/shared';
import { type Job, Queue } from 'bullmq';
import type { PublisherMetrics } from './metrics.js';
import { createSteadyWorker } from './queue/steady-worker.js';
import type { PublisherSettings } from './settings.js';
import { createBuryNotice } from './notices/bury-notice.js';
import { createNoticeWorker, createTakeNotice, LONGEST_RETRY_MS } from './notices/notice-worker.js';
import { createQueueNotices } from './notices/queue-notices.js';
import { receiversOf } from './notices/receivers.js';
import { createSendNotice } from './notices/send-notice.js';

export interface NoticesContext {
  readonly process: ProcessContext<PublisherSettings>;
  readonly redis: RedisClient;
  /** A connection of the role `queue`. */
  readonly queueRedis: RedisClient;
  readonly layout: PlacedLayout;
  readonly metrics: PublisherMetrics;
}

/** How often each partition is looked at, and the queue counted. */
const LOOK_EVERY_MS = 250;
const COUNT_EVERY_MS = 5000;

/** Tells supervisors what happens in calls, as the notices file says. Returns what ends it; undefined if there is no such file. */
export function startNotices({ process, redis, queueRedis, layout, metrics }: NoticesContext) {
  const { settings, format, log, warnings, signal } = process;
  const { keys, partitions } = layout;
  const { NOTICES_FILE: file, NOTICES_VALUES: values } = settings;
  if (file === undefined) return undefined;
  const receivers = receiversOf(file, values);
  const source = file.source ?? `/cueline/${encodeURIComponent(settings.KEY_PREFIX)}`;
  warnOfPlainText(
    receivers.map(({ url }) => url),
    log,
  );
  const queue = new Queue<NoticeJob>(keys.noticeQueue.name, {
    connection: redis,
    prefix: keys.noticeQueue.prefix,
    streams: { events: { maxLen: 100 } },
  });
  queue.on('error', (error) => log.debug({ err: error }, 'queue error'));
  const bury = createBuryNotice({ redis, keys, metrics });
  const senders = new Map(
    receivers.map((receiver) => [receiver.name, createSendNotice({ receiver, source, now: Date.now })]),
  );
  for (const { name: receiver } of receivers)
    for (const result of ['sent', 'failed', 'dead_letter']) metrics.notices.inc({ receiver, result }, 0);

  const queueNotices = createQueueNotices({
    redis,
    keys,
    format,
    queue,
    receivers,
    bury,
    attempts: settings.NOTICE_ATTEMPTS,
  });
  let failed: string | undefined;
  warnings.set('notices', () => failed);
  for (let partition = 0; partition < partitions; partition += 1) {
    void repeat({
      everyMs: LOOK_EVERY_MS,
      step: async () => {
        while (!signal.aborted && (await queueNotices(partition)));
      },
      signal,
      onError: (err) => {
        failed = 'notices cannot be handed to their queue';
        log.debug({ err, partition }, failed);
      },
      onSuccess: () => (failed = undefined),
    });
  }
  const count = async () => {
    const jobs = await queue.getJobCounts('active', 'wait', 'delayed');
    for (const [state, jobsOfState] of Object.entries(jobs)) metrics.noticeJobs.set({ state }, jobsOfState);
  };
  void repeat({
    everyMs: COUNT_EVERY_MS,
    step: count,
    signal,
    onError: (err) => log.debug({ err }, 'notices not counted'),
  });

  const context = {
    redis: queueRedis,
    keys,
    partitions,
    senders,
    bury,
    retryMs: settings.NOTICE_RETRY_MS,
    metrics,
    log,
  };
  const worker = { ...context, random: Math.random, now: Date.now, monotonic: () => performance.now() };
  return createSteadyWorker({
    redis,
    queue,
    log,
    longestDelayMs: 2 * LONGEST_RETRY_MS,
    work: createTakeNotice(worker),
    start: (take: (job: Job<unknown>) => ReturnType<ReturnType<typeof createTakeNotice>>) =>
      createNoticeWorker(worker, take),
  });
}
