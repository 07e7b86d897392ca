import type { RedisClient } from '@cueline/shared';
import type { Queue } from 'bullmq';

/** BullMQ multiplies the time until which a job is delayed by this, to order jobs of the same ms. */
const SCORE_PER_MS = 0x1000;
const MOST_AT_ONCE = 100;

/**
 * Makes jobs ready that are delayed far too long. BullMQ takes the time from its processes: where the clock of a
 * publisher that is gone was an hour ahead, what it had delayed for a second would wait for an hour.
 */
export async function promoteStuckJobs({ redis, queue, longestDelayMs }: PromoteContext): Promise<void> {
  const [seconds] = await redis.time();
  const untilMs = Number(seconds) * 1000 + longestDelayMs;
  const jobs = queue.toKey('delayed');
  for (const jobId of await redis.zrangebyscore(jobs, untilMs * SCORE_PER_MS, '+inf', 'LIMIT', 0, MOST_AT_ONCE)) {
    const job = await queue.getJob(jobId);
    await job?.promote();
  }
}

interface PromoteContext {
  readonly redis: RedisClient;
  readonly queue: Queue;
  readonly longestDelayMs: number;
}
