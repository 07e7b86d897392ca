import type { Keys } from '@cueline/shared';
import type { Redis } from 'ioredis';
import { z } from 'zod';

const Replies = z.array(z.tuple([z.null(), z.array(z.unknown())]));

/** How many entries have been added to the streams of all partitions since these were created, and how many taken off again. */
export async function readProgress(redis: Redis, keys: Keys, partitions: number) {
  const pipeline = redis.pipeline();
  for (let partition = 0; partition < partitions; partition += 1) pipeline.xinfo('STREAM', keys.segments(partition));
  let [added, processed] = [0, 0];
  for (const [, info] of Replies.parse(await pipeline.exec())) {
    const field = (name: string) => z.int().parse(info[info.indexOf(name) + 1]);
    added += field('entries-added'); // since Redis 7
    processed += field('entries-added') - field('length');
  }
  return { added, processed };
}
