import { archiveGroups } from '@cueline/archive';
import { keysOf, readPipeline } from '@cueline/operate';
import { ExitCode } from '../host/exit-code.js';
import type { Host } from '../host/host.js';
import { withRedis } from '../redis/with-redis.js';

/**
 * Takes the consumer group of an archive off all streams of outcomes; returns the exit code.
 *
 * @throws CommandError
 */
export function runDetach(sink: keyof typeof archiveGroups, { env, print }: Host): Promise<number> {
  return withRedis(env, async (redis, { KEY_PREFIX, PARTITIONS }) => {
    const pipeline = await readPipeline(redis, KEY_PREFIX, PARTITIONS);
    const keys = keysOf(pipeline);
    const removed = await Promise.all(
      Array.from({ length: pipeline.partitions }, async (_, partition) => {
        const stream = keys.outcomes(partition);
        return (await redis.exists(stream)) === 1 && redis.xgroup('DESTROY', stream, archiveGroups[sink]);
      }),
    );
    const isRemoved = removed.some((count) => count === 1);
    print(
      isRemoved ? `outcomes no longer wait for the archive '${sink}'` : `no outcomes wait for the archive '${sink}'`,
    );
    return isRemoved ? ExitCode.ok : ExitCode.foundWrong;
  });
}
