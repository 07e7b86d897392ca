import { createKeys, InteractionId } from '@cueline/shared';
import { ExitCode } from '../host/exit-code.js';
import type { Host } from '../host/host.js';
import { inspect } from './inspection.js';
import { inspectionText } from './inspection-text.js';
import { withRedis } from '../redis/with-redis.js';

/**
 * Prints everything that is known of one interaction; returns the exit code.
 *
 * @throws CommandError
 */
export function runInspect(id: string, { json }: { json: boolean }, { env, print }: Host): Promise<number> {
  return withRedis(env, async (redis, { KEY_PREFIX: prefix, PARTITIONS }) => {
    const partitions = Number((await redis.get(createKeys(prefix).partitions)) ?? PARTITIONS);
    const inspection = await inspect(InteractionId.parse(id), { redis, prefix, partitions });
    if (json) print(JSON.stringify(inspection ?? { interactionId: id }, undefined, 2));
    else print(inspection === undefined ? `nothing is known of ${id}` : inspectionText(inspection));
    return inspection === undefined ? ExitCode.foundWrong : ExitCode.ok;
  });
}
