import type { Command } from 'commander';
import { ExitCode } from './exit-code.js';
import { findWrong } from './find-wrong.js';
import type { Host } from './host.js';
import { readStatus } from './status.js';
import { statusTable } from './status-table.js';
import { dataFolder } from './up-command.js';
import { withRedis } from './with-redis.js';

const help = `
Ends with 1 when something is not as it should be, and says what.

Examples:
  cueline status
  cueline status --json | jq '.partitions[].backlog'
  REDIS_URL=rediss://redis.example:6379 KEY_PREFIX=tenant7 cueline status`;

export function addStatusCommand(program: Command, host: Host): void {
  program
    .command('status')
    .description('how the pipeline is: backlog, watermark, queue, dead letters')
    .option('--json', 'as JSON', false)
    .addHelpText('after', help)
    .action(({ json }: { json: boolean }) =>
      withRedis({ env: host.env, folder: dataFolder }, async (redis, { KEY_PREFIX: prefix }) => {
        const status = await readStatus({ redis, prefix });
        const wrong =
          status === undefined ? [`nothing has been started under the prefix '${prefix}'`] : findWrong(status);
        if (json) host.print(JSON.stringify({ ...status, wrong }, undefined, 2));
        else
          host.print(
            [...(status === undefined ? [] : [statusTable(status)]), ...wrong.map((line) => `! ${line}`)].join('\n'),
          );
        host.setExitCode(wrong.length === 0 ? ExitCode.ok : ExitCode.foundWrong);
      }),
    );
}
