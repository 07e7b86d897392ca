// The raw limit's reader: takes entries off the streams in batches and does nothing with them.
import { createKeys } from '@cueline/shared';
import { Redis } from 'ioredis';
import { z } from 'zod';
import { answerRequests } from '../tools/answer-requests.js';
import { MOST_READ, GROUP, RawStart } from './raw-limit.js';

const BLOCK_MS = 1000;
/** What came: streams with their entries, of which the ids are all that is needed. */
const Batch = z.tuple([z.tuple([z.string(), z.array(z.tuple([z.string(), z.unknown()]))])]).nullable();

await answerRequests(RawStart, async ({ redisUrl, partitions }) => {
  const keys = createKeys('cueline');
  const redis = new Redis(redisUrl);
  for (let partition = 0; partition < partitions; partition += 1) void read(redis, keys.segments(partition));
  return await Promise.resolve({});
});

async function read(redis: Redis, stream: string): Promise<void> {
  const reader = redis.duplicate(); // a blocking read holds its connection
  const consumer = String(process.pid);
  for (;;) {
    const reply = await reader.xreadgroup(
      'GROUP',
      GROUP,
      consumer,
      'COUNT',
      MOST_READ,
      'BLOCK',
      BLOCK_MS,
      'STREAMS',
      stream,
      '>',
    );
    const ids = Batch.parse(reply)?.[0][1].map(([id]) => id) ?? [];
    if (ids.length > 0)
      await redis
        .pipeline()
        .xack(stream, GROUP, ...ids)
        .xdel(stream, ...ids)
        .exec();
  }
}
