import { createKeys, type Keys, parseLayout, type RedisClient } from '@cueline/shared';

/** The pipeline that is looked at. */
export interface PipelineContext {
  readonly redis: RedisClient;
  readonly prefix: string;
  /** The layout of its partitions. */
  readonly epoch: number;
  readonly partitions: number;
}

/** The pipeline of a prefix; with `fallback` partitions if it was never started. */
export async function readPipeline(redis: RedisClient, prefix: string, fallback: number): Promise<PipelineContext> {
  const text = await redis.get(createKeys(prefix).partitions);
  const { epoch, partitions } = text === null ? { epoch: 0, partitions: fallback } : parseLayout(text);
  return { redis, prefix, epoch, partitions };
}

export const keysOf = ({ prefix, epoch }: Pick<PipelineContext, 'prefix' | 'epoch'>): Keys => createKeys(prefix, epoch);
