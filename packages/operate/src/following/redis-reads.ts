import type { RedisClient } from '@cueline/shared';
import { z } from 'zod';
import type { Cost } from './cost.js';

type Pipeline = ReturnType<RedisClient['pipeline']>;

const Time = z.tuple([z.coerce.number(), z.coerce.number()]).transform(([s, us]) => s * 1000 + us / 1000);

/** Reads keys of one partition in one round trip; measures what it costs. */
export function createReads({ redis, cost }: { redis: RedisClient; cost: Cost }) {
  /** @returns Redis' clock when it began (ms), and the replies */
  return async function read(ask: (pipeline: Pipeline) => void): Promise<{ atMs: number; replies: unknown[] }> {
    const pipeline = redis.pipeline();
    pipeline.time();
    ask(pipeline);
    pipeline.time();
    const replies = ((await pipeline.exec()) ?? []).map(([error, reply]) => {
      if (error) throw error;
      return reply;
    });
    const [first, last] = [Time.parse(replies.shift()), Time.parse(replies.pop())];
    cost.add(Math.max(0, last - first));
    return { atMs: first, replies };
  };
}
export type Read = ReturnType<typeof createReads>;
