import { createKeys } from '@cueline/shared';
import { startRedisServer } from '@cueline/shared/testing';
import { Redis } from 'ioredis';
import { z } from 'zod';
import { startBenchProgram } from '../programs/bench-program.js';
import { startLoad } from '../load/load.js';
import type { LoadedSystem, SystemSize } from '../load/loaded-system.js';
import { redisPid } from '../usage/redis-pid.js';
import type { BenchContext } from '../programs/run-bench.js';

/** The most entries written, and read, in one batch; the same as in Cueline's processes. */
export const MOST_WRITTEN = 2048;
export const MOST_READ = 64;
export const GROUP = 'raw';

/** What writer and readers are told. */
export const RawStart = z.object({
  redisUrl: z.string(),
  partitions: z.int(),
  cxoneUrl: z.string(),
  clientId: z.string(),
  clientSecret: z.string(),
  keepsState: z.boolean(),
});
export type RawStart = z.infer<typeof RawStart>;

/**
 * The least that any pipeline over a stream has to do. The same load sends ready-made entries over the same kind of socket; a writer
 * adds them to the streams; readers read them, acknowledge them and remove them. Nothing is parsed, deduplicated, looked at or
 * kept, or nothing but a state for each interaction.
 */
export async function startRawLimit(
  context: BenchContext,
  size: SystemSize,
  { keepsState }: { keepsState: boolean },
): Promise<LoadedSystem> {
  const server = await startRedisServer();
  context.onEnd(() => server.stop());
  const redis = new Redis(server.url);
  context.onEnd(() => redis.disconnect());
  const keys = createKeys('cueline');
  for (let partition = 0; partition < size.partitions; partition += 1) {
    await redis.xgroup('CREATE', keys.segments(partition), GROUP, '0', 'MKSTREAM');
  }
  const load = await startLoad(context, { ...size, redisUrl: server.url, messages: 'entries' });
  const start = async (file: string) => {
    const program = startBenchProgram(context, new URL(file, import.meta.url));
    await program.ask({ redisUrl: server.url, partitions: size.partitions, keepsState, ...load.where }, z.object({}));
    return program.pid;
  };
  const writer = await start('raw-writer-program.ts');
  const readers = await Promise.all(Array.from({ length: size.matchers }, () => start('raw-reader-program.ts')));
  const processes = { load: [load.pid], writer: [writer], readers, redis: [await redisPid(redis)] };
  return { size, redisUrl: server.url, redis, load, processes };
}
