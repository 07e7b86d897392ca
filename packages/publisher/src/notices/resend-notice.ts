import type { NoticeJob } from '@cueline/shared';
import { jsonField, type Keys, Notice, type Partition, type RedisClient, streamFields } from '@cueline/shared';
import { Queue } from 'bullmq';
import { z } from 'zod';
import { noticeJob } from './queue-notices.js';

const Letter = z.object({ reason: z.literal('notice_not_sent'), receiver: z.string(), notice: jsonField(Notice) });
const ATTEMPTS = 16;

/** Creates what has a notice that became a dead letter sent again, under its id. */
export function createResendNotice({ redis, keys }: { redis: RedisClient; keys: Keys }) {
  /** Returns `no notice` if the letter is of something else. */
  return async function resendNotice(partition: Partition, letterId: string): Promise<'resent' | 'no notice' | 'gone'> {
    const [entry] = await redis.xrange(keys.dead(partition), letterId, letterId);
    if (entry === undefined) return 'gone';
    const { data: letter } = Letter.safeParse(streamFields(entry[1]));
    if (letter === undefined) return 'no notice';
    const { receiver, notice } = letter;
    const { name, prefix } = keys.noticeQueue;
    const queue = new Queue<NoticeJob>(name, { connection: redis, prefix, skipMetasUpdate: true });
    try {
      // of the letter, as BullMQ may still know the job that it was before
      const jobId = `${notice.id}-${receiver}-${letterId}`;
      await queue.add('notice', { v: 1, receiver, notice }, noticeJob(jobId, ATTEMPTS));
    } finally {
      await queue.close();
    }
    await redis.xdel(keys.dead(partition), letterId);
    return 'resent';
  };
}
