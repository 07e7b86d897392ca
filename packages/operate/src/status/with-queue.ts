import type { Keys, RedisClient } from '@cueline/shared';
import { Queue } from 'bullmq';

/** Runs a function with one of BullMQ's queues, whose settings stay as they are. */
export async function withQueue<Result>(
  redis: RedisClient,
  { name, prefix }: Keys['queue'],
  use: (queue: Queue) => Promise<Result>,
): Promise<Result> {
  const queue = new Queue(name, { connection: redis, prefix, skipMetasUpdate: true });
  try {
    return await use(queue);
  } finally {
    await queue.close();
  }
}
