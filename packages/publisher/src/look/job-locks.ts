import type { RedisClient } from '@cueline/shared';
import type { Queue } from 'bullmq';

/** Shows who is processing which job, by BullMQ's locks: a lock is renewed only while its job is being processed. */
export function createJobLocks({ redis, queue }: { redis: RedisClient; queue: Pick<Queue, 'toKey'> }) {
  return {
    /** The token under which a job is being processed now. */
    async read(jobId: string): Promise<string | undefined> {
      return (await redis.get(queue.toKey(`${jobId}:lock`))) ?? undefined;
    },
  };
}
export type JobLocks = ReturnType<typeof createJobLocks>;
