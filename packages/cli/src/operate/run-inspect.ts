import { inspect, readPipeline, UnreadableCallError } from '@cueline/operate';
import { InteractionId } from '@cueline/shared';
import { CommandError } from '../host/command-error.js';
import { ExitCode } from '../host/exit-code.js';
import type { Host } from '../host/host.js';
import { inspectionText } from './inspection-text.js';
import { withRedis } from '../redis/with-redis.js';

/**
 * Prints everything that is known of one interaction; returns the exit code.
 *
 * @throws CommandError
 */
export function runInspect(id: string, { json }: { json: boolean }, { env, print }: Host): Promise<number> {
  return withRedis(env, async (redis, { KEY_PREFIX: prefix, PARTITIONS }) => {
    const inspection = await inspect(InteractionId.parse(id), await readPipeline(redis, prefix, PARTITIONS)).catch(
      refuse,
    );
    if (json) print(JSON.stringify(inspection ?? { interactionId: id }, undefined, 2));
    else print(inspection === undefined ? `nothing is known of ${id}` : inspectionText(inspection));
    return inspection === undefined ? ExitCode.foundWrong : ExitCode.ok;
  });
}

function refuse(cause: unknown): never {
  if (!(cause instanceof UnreadableCallError)) throw cause;
  throw new CommandError(ExitCode.foundWrong, cause.message, { cause });
}
