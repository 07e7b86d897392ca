import type { Keys, RedisClient } from '@cueline/shared';
import { Queue } from 'bullmq';

/** Runs a function with BullMQ's queue of cues, whose settings stay as they are. */
export async function withCueQueue<Result>(
  redis: RedisClient,
  keys: Keys,
  use: (queue: Queue) => Promise<Result>,
): Promise<Result> {
  const queue = new Queue(keys.queue.name, { connection: redis, prefix: keys.queue.prefix, skipMetasUpdate: true });
  try {
    return await use(queue);
  } finally {
    await queue.close();
  }
}
