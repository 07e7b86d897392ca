import type { RedisClient } from '@cueline/shared';
import type { Queue } from 'bullmq';

/** Who is at work on which job, by BullMQ's locks: they are kept up while a job is being processed, and only then. */
export function createJobLocks({ redis, queue }: { redis: RedisClient; queue: Pick<Queue, 'toKey'> }) {
  return {
    /** The token under which a job is in work now. */
    async read(jobId: string): Promise<string | undefined> {
      return (await redis.get(queue.toKey(`${jobId}:lock`))) ?? undefined;
    },
  };
}
export type JobLocks = ReturnType<typeof createJobLocks>;
