// The raw limit's reader: takes entries off the streams in batches and does nothing with them, or keeps a state.
import { createKeys } from '@cueline/shared';
import { Redis } from 'ioredis';
import { z } from 'zod';
import { answerRequests } from '../programs/answer-requests.js';
import { type FinishEntries, finishKeepingState, finishOnly, RawEntry } from './finish-entries.js';
import { MOST_READ, GROUP, RawStart } from './raw-limit.js';

const BLOCK_MS = 1000;
/** What came: streams with their entries. */
const Batch = z.tuple([z.tuple([z.string(), z.array(RawEntry)])]).nullable();

await answerRequests(RawStart, async ({ redisUrl, partitions, keepsState }) => {
  const keys = createKeys('cueline');
  const redis = new Redis(redisUrl);
  const finish = (keepsState ? finishKeepingState : finishOnly)(redis, keys);
  for (let partition = 0; partition < partitions; partition += 1) {
    // a blocking read holds its connection
    void read(redis.duplicate(), keys.segments(partition), (entries) => finish(partition, entries));
  }
  return await Promise.resolve({});
});

async function read(
  reader: Redis,
  stream: string,
  finish: (entries: Parameters<FinishEntries>[1]) => Promise<unknown>,
): Promise<void> {
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
    const entries = Batch.parse(reply)?.[0][1] ?? [];
    if (entries.length > 0) await finish(entries);
  }
}
