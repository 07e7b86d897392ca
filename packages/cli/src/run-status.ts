import { ExitCode } from './exit-code.js';
import { findWrong } from './find-wrong.js';
import type { Host } from './host.js';
import { readStatus } from './status.js';
import { statusTable } from './status-table.js';
import { withRedis } from './with-redis.js';

/**
 * Prints how the pipeline is; returns the exit code.
 *
 * @throws CommandError
 */
export function runStatus({ json }: { json: boolean }, { env, print }: Host): Promise<number> {
  return withRedis(env, async (redis, { KEY_PREFIX: prefix }) => {
    const status = await readStatus({ redis, prefix });
    const wrong = status === undefined ? [`nothing has been started under the prefix '${prefix}'`] : findWrong(status);
    if (json) print(JSON.stringify({ ...status, wrong }, undefined, 2));
    else {
      if (status !== undefined) print(statusTable(status));
      for (const line of wrong) print(`! ${line}`);
    }
    return wrong.length === 0 ? ExitCode.ok : ExitCode.foundWrong;
  });
}
