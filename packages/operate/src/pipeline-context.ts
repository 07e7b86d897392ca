import { createKeys, type RedisClient } from '@cueline/shared';

/** The pipeline that is looked at. */
export interface PipelineContext {
  readonly redis: RedisClient;
  readonly prefix: string;
  readonly partitions: number;
}

/** How many partitions the pipeline of a prefix has; `fallback` if it was never started. */
export async function readPartitions(redis: RedisClient, prefix: string, fallback: number): Promise<number> {
  return Number((await redis.get(createKeys(prefix).partitions)) ?? fallback);
}
