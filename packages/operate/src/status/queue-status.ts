import type { Keys, RedisClient } from '@cueline/shared';
import type { Job, JobType } from 'bullmq';
import { withQueue } from './with-queue.js';

/** A queue at one moment. */
export interface QueueStatus {
  /** Jobs by state. */
  readonly jobs: Readonly<Record<string, number>>;
  /**
   * How long the oldest job has been waiting or running; 0 if there is none.
   * Jobs carry the clocks of matchers and publishers, so it is as wrong as those are.
   */
  readonly oldestMs: number;
  /** Jobs that failed and wait to be taken again; absent if there is none. */
  readonly retries?: Retries | undefined;
  /** Whether it is paused in BullMQ, which only other programs do. */
  readonly isPaused: boolean;
}

export interface Retries {
  /** Of the first hundred that are delayed. */
  readonly jobs: number;
  /** When the next is taken; 0 if that should have been by now. */
  readonly nextInMs: number;
  /** Why the last attempt of that one failed. */
  readonly reason: string;
}

const MOST_RETRIES = 100;
const states = ['active', 'wait', 'prioritized', 'delayed'] as const satisfies JobType[];

/** Reads how a queue is. */
export async function readQueueStatus(redis: RedisClient, of: Keys['queue'], atMs: number): Promise<QueueStatus> {
  return withQueue(redis, of, async (queue) => {
    const [jobs, first, delayed, isPaused] = await Promise.all([
      queue.getJobCounts(...states),
      queue.getJobs([...states], 0, 0, true), // for each state the job whose turn is next
      queue.getJobs('delayed', 0, MOST_RETRIES - 1, true),
      queue.isPaused(),
    ]);
    // A job that was put off has its turn when the delay is over, even where no publisher is there to notice.
    const waited = first.map((job) => atMs - dueAtMs(job));
    const failed = delayed.filter(({ failedReason }) => failedReason !== undefined);
    return { jobs, oldestMs: Math.max(0, ...waited), retries: retriesOf(failed, atMs), isPaused };
  });
}

const dueAtMs = ({ timestamp, processedOn = timestamp, delay }: Job) => processedOn + delay;

function retriesOf(failed: readonly Job[], atMs: number): Retries | undefined {
  const [next] = failed.toSorted((a, b) => dueAtMs(a) - dueAtMs(b));
  if (next === undefined) return undefined;
  return { jobs: failed.length, nextInMs: Math.max(0, dueAtMs(next) - atMs), reason: next.failedReason ?? '' };
}
