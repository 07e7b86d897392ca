import type { Queue, Worker } from 'bullmq';
import { setTimeout as delay } from 'node:timers/promises';
import type { Log, RedisClient } from '@cueline/shared';
import { promoteStuckJobs } from './promote-stuck-jobs.js';
import { closeWorker } from './worker.js';

export interface SteadyWorkerContext<Request, Result> {
  readonly redis: RedisClient;
  readonly queue: Queue;
  /** What is done with each job. */
  readonly work: (request: Request) => Promise<Result>;
  /** Creates a worker that does it. */
  readonly start: (work: (request: Request) => Promise<Result>) => Worker;
  readonly log: Log;
  /** Longer than any job is delayed. In ms. */
  readonly longestDelayMs: number;
  /** In ms. */
  readonly checkEveryMs?: number;
}

/** An idle worker waits at most 2 s for a job before it looks for one by itself. */
const CHECK_EVERY_MS = 2000;
/** After this many checks in a row that find it idle while jobs wait, the worker has stopped for good. */
const IDLE_CHECKS = 3;

/**
 * Replaces a worker that no longer takes jobs, and makes jobs ready that are delayed far too long.
 *
 * BullMQ 6.7 may wait forever for the end of a connection to a Cluster that has come back meanwhile: seen in one of two
 * runs when all nodes hung for 7 s and a master was killed then. All its connections are ready, but it takes no more
 * jobs.
 */
export function createSteadyWorker<Request, Result>({
  start,
  checkEveryMs = CHECK_EVERY_MS,
  ...context
}: SteadyWorkerContext<Request, Result>) {
  const { queue, log } = context;
  const closing = new AbortController();
  let taken = 0;
  let inHand = 0;
  let isRefused = false;
  const work = async (request: Request) => {
    taken += 1;
    inHand += 1;
    try {
      return await context.work(request);
    } finally {
      inHand -= 1;
    }
  };
  const startOne = (): Worker => start(work).on('error', () => (isRefused = true));
  let worker = startOne();

  async function isIdle(takenBefore: number): Promise<boolean> {
    const wasRefused = isRefused;
    isRefused = false;
    if (wasRefused) return false; // it still asks for jobs, and Redis refuses them
    const { waiting = 0, prioritized = 0 } = await queue.getJobCounts('waiting', 'prioritized');
    const heldMs = await queue.getRateLimitTtl();
    return taken === takenBefore && inHand === 0 && waiting + prioritized > 0 && heldMs <= 0;
  }

  async function watch(): Promise<void> {
    for (let idle = 0; ;) {
      const takenBefore = taken;
      await delay(checkEveryMs, undefined, { signal: closing.signal });
      await promoteStuckJobs(context).catch((error: unknown) => log.debug({ err: error }, 'stuck jobs stay delayed'));
      // if Redis is away and cannot be asked, the worker does not count as idle
      idle = (await isIdle(takenBefore).catch(() => false)) ? idle + 1 : 0;
      if (idle < IDLE_CHECKS) continue;
      log.warn('the worker no longer takes jobs and is replaced');
      closeWorker(worker, 0).catch((error: unknown) => log.debug({ err: error }, 'worker was not closed'));
      worker = startOne();
      idle = 0;
    }
  }

  watch().catch((error: unknown) => {
    if (!closing.signal.aborted) log.error({ err: error }, 'the worker is no longer watched');
  });
  return {
    /** Lets the worker finish its jobs, for at most this long. */
    close: (timeoutMs: number): Promise<void> => {
      closing.abort();
      return closeWorker(worker, timeoutMs);
    },
  };
}
