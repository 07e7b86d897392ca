import { InteractionId, type Keys, partitionOf } from '@cueline/shared';
import type { Redis } from 'ioredis';

/** Copies the states and deadlines of interactions to other ids, which is quicker than saying it all again. */
export async function copyInteractions(
  redis: Redis,
  { keys, partitions, copies }: { keys: Keys; partitions: number; copies: ReadonlyMap<string, readonly string[]> },
): Promise<void> {
  for (const [id, others] of copies) {
    const { hash, deadlines, member } = placesOf(id);
    const dump = await redis.dumpBuffer(hash);
    const dueAtMs = await redis.zscore(deadlines, member);
    if (dump === null) continue; // it has just ended
    const pipeline = redis.pipeline();
    for (const other of others) {
      const copy = placesOf(other);
      pipeline.restore(copy.hash, 0, dump);
      if (dueAtMs !== null) pipeline.zadd(copy.deadlines, dueAtMs, copy.member);
    }
    await pipeline.exec();
  }

  function placesOf(id: string) {
    const member = InteractionId.parse(id);
    const partition = partitionOf(member, partitions);
    return { member, hash: keys.interaction(partition, member), deadlines: keys.deadlines(partition) };
  }
}
