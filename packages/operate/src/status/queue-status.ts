import type { Keys, RedisClient } from '@cueline/shared';
import type { JobType } from 'bullmq';
import { withCueQueue } from './cue-queue.js';

/** The queue of cues at one moment. */
export interface QueueStatus {
  /** Jobs by state. */
  readonly jobs: Readonly<Record<string, number>>;
  /**
   * How long the oldest job has been waiting or running; 0 if there is none.
   * Jobs carry the clocks of matchers and publishers, so it is as wrong as those are.
   */
  readonly oldestMs: number;
  /** Whether it is paused in BullMQ, which only other programs do. */
  readonly isPaused: boolean;
}

const states = ['active', 'wait', 'prioritized', 'delayed'] as const satisfies JobType[];

/** Reads how the queue is. */
export async function readQueueStatus(redis: RedisClient, keys: Keys, atMs: number): Promise<QueueStatus> {
  return withCueQueue(redis, keys, async (queue) => {
    const [jobs, first, isPaused] = await Promise.all([
      queue.getJobCounts(...states),
      queue.getJobs([...states], 0, 0, true), // for each state the job whose turn is next
      queue.isPaused(),
    ]);
    // A job that was put off has its turn when the delay is over, even where no publisher is there to notice.
    const waited = first.map(({ timestamp, processedOn = timestamp, delay }) => atMs - processedOn - delay);
    return { jobs, oldestMs: Math.max(0, ...waited), isPaused };
  });
}
