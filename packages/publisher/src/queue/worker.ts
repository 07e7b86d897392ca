import {
  createOnce,
  createTrouble,
  inSpan,
  isNewer,
  type Keys,
  LONGEST_BLOCK_MS,
  type Log,
  LookJob,
  type RedisClient,
  repeatedPart,
  type TracedSpan,
  type Tracing,
} from '@cueline/shared';
import { DelayedError, type Job, type Queue, UnrecoverableError, Worker } from 'bullmq';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { CueError } from '../outlet/cue-error.js';
import { LEFT, type LookResult, type TakenLookJob } from '../look/look.js';
import type { PublisherMetrics } from '../metrics.js';

export interface CueWorkerContext {
  /** A connection of the role `queue`; its owner closes it. */
  readonly redis: RedisClient;
  readonly keys: Keys;
  readonly queue: Queue;
  readonly look: (job: TakenLookJob) => Promise<LookResult>;
  readonly metrics: PublisherMetrics;
  readonly log: Log;
  readonly tracing?: Tracing | undefined;
}

const Versioned = z.looseObject({ v: z.unknown() });

/** Looks processed at once: most of a look is waiting for Redis or CXone. */
const CONCURRENCY = 30;
/**
 * A killed publisher's jobs run again once their locks have expired and a check has found them stalled: measured 1.8 to
 * 2.8 s after the kill. BullMQ's defaults take a minute. A job is not to blame for publishers killed while processing it.
 */
export const RESUMED_SOON = { lockDuration: 2000, stalledInterval: 1500, maxStalledCount: 1_000_000 } as const;

/**
 * How long to pause after Redis has refused a job, for example out of memory: BullMQ would ask again at once, a
 * thousand times a second.
 */
const REFUSED_PAUSE_MS = 500;

/** Longest wait while the queue is held, of a job and of the queue, so that a hold ended early is noticed this soon. */
const LONGEST_HELD_MS = 1000;

/** Longest delay of a job that waits by itself, so that one delayed for much longer is known to be stuck. */
const LONGEST_WAIT_MS = 30_000;

/** Longer than any job of it is delayed: retries wait up to 32 s, looks up to half a minute. */
export const LONGEST_LOOK_DELAY_MS = 60_000;

/** Takes jobs from the queue and runs the look that each asks for. */
export function createCueWorker({ redis, keys, queue, look, metrics, log, tracing }: CueWorkerContext): Worker {
  const isNews = createOnce();

  async function work(job: Job<unknown>, token?: string): Promise<void> {
    if (isNewer(Versioned.safeParse(job.data).data?.v)) return putBack(job, token, LEFT);
    const { data } = LookJob.safeParse(job.data);
    if (data === undefined || job.id === undefined || token === undefined) throw new UnrecoverableError('not a look');
    const request = { interactionId: data.interactionId, jobId: job.id, token };
    const result = await inSpan(startProcessing(tracing, data), () => look(request));
    if (result.kind === 'done') metrics.looks.inc({ result: result.kind });
    else await putBack(job, token, result);
  }

  async function putBack(
    job: Job<unknown>,
    token: string | undefined,
    result: Exclude<LookResult, { kind: 'done' }>,
  ): Promise<never> {
    metrics.looks.inc({ result: result.kind });
    if (result.kind === 'left' && isNews(result.kind))
      log.warn('looks of a newer format are left to publishers of a later release');
    const longestMs = result.kind === 'held' ? LONGEST_HELD_MS : LONGEST_WAIT_MS;
    const forMs = Math.max(1, Math.ceil(Math.min(result.forMs, longestMs)));
    // Keeps workers from taking jobs that can do nothing yet.
    if (result.kind === 'held') await queue.rateLimit(forMs);
    // Either way the job goes back without counting an attempt. A held job is delayed too, and not thrown back with
    // BullMQ's RateLimitError: in 6.7 a job with a priority that is thrown back wakes no worker, and waits for the next
    // poll.
    await job.moveToDelayed(Date.now() + forMs, token);
    throw new DelayedError();
  }

  const worker = new Worker(keys.queue.name, work, {
    connection: redis,
    prefix: keys.queue.prefix,
    concurrency: CONCURRENCY,
    ...RESUMED_SOON,
    drainDelay: LONGEST_BLOCK_MS / 1000,
    // Never reached; BullMQ heeds `queue.rateLimit` only with a limiter set.
    limiter: { max: 1_000_000_000, duration: 1000 },
    maximumRateLimitDelay: LONGEST_HELD_MS,
  });
  worker.on('failed', (job, error) => {
    metrics.looks.inc({ result: 'failed' });
    const { data } = LookJob.safeParse(job?.data);
    const told = {
      jobId: job?.id,
      attempts: job?.attemptsMade,
      revision: data?.revision,
      ...traceOf(data),
    };
    if (error instanceof CueError) {
      const { interactionId, code, status, message: reason } = error;
      log.warn({ ...told, interactionId, code, status, reason }, 'cue not delivered, trying again');
    } else log.error({ ...told, err: error }, 'look failed');
  });
  const failing = createTrouble({ log, over: 'jobs are taken again' });
  worker.on('active', () => failing.end(worker));
  worker.on('error', (error) => {
    if (failing.begin(worker, repeatedPart(error))) log.warn({ err: error }, 'worker error');
    if (error.name === 'ReplyError') void pauseFor(worker, REFUSED_PAUSE_MS);
  });
  return worker;
}

/** Begins the span of a look; undefined if its interaction is not traced. */
function startProcessing(
  tracing: Tracing | undefined,
  { interactionId, revision, traceparent }: LookJob,
): TracedSpan | undefined {
  if (tracing === undefined || traceparent === undefined) return undefined;
  return tracing.start('process cues', {
    kind: 'consumer',
    parent: traceparent,
    attributes: {
      'messaging.system': 'bullmq',
      'messaging.operation.name': 'process',
      'messaging.operation.type': 'process',
      'messaging.destination.name': 'cues',
      'messaging.message.conversation_id': tracing.conversationId(interactionId),
      'cueline.revision': revision,
    },
  });
}

/** The id of a job's trace, for the log: a job that failed is logged outside of its span. */
const traceOf = (job: LookJob | undefined): { trace_id?: string } => {
  const traceId = job?.traceparent?.split('-')[1];
  return traceId === undefined ? {} : { trace_id: traceId };
};

/** Pauses fetching; jobs in progress continue. */
async function pauseFor(worker: Worker, ms: number): Promise<void> {
  if (worker.isPaused()) return;
  await worker.pause(true);
  await delay(ms, undefined, { ref: false });
  await worker.resume();
}

/**
 * Lets the worker finish its jobs, for at most this long. What takes longer is left to whoever finds its notes. While
 * Redis is away BullMQ's close never ends, nor does a forced one after it.
 */
export async function closeWorker(worker: Worker, timeoutMs: number): Promise<void> {
  const timeout = new AbortController();
  const late = delay(timeoutMs, undefined, { signal: timeout.signal }).catch(() => undefined);
  await Promise.race([worker.close(), late]);
  timeout.abort();
}
