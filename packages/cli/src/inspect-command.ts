import { createKeys, InteractionId } from '@cueline/shared';
import type { Command } from 'commander';
import { ExitCode } from './exit-code.js';
import type { Host } from './host.js';
import { inspect } from './inspection.js';
import { inspectionText } from './inspection-text.js';
import { dataFolder } from './up-command.js';
import { withRedis } from './with-redis.js';

const help = `
Shows verdicts, evidence, the agent's desktop, deadlines, recent speech (masked) and outcomes. Ends with 1 when nothing
is known of it. Times are UTC.

Examples:
  cueline inspect 4711
  cueline inspect 4711 --json | jq .live.judgement`;

export function addInspectCommand(program: Command, host: Host): void {
  program
    .command('inspect <interactionId>')
    .description('all that is known of one interaction')
    .option('--json', 'as JSON', false)
    .addHelpText('after', help)
    .action((id: string, { json }: { json: boolean }) =>
      withRedis({ env: host.env, folder: dataFolder }, async (redis, { KEY_PREFIX: prefix, PARTITIONS }) => {
        const partitions = Number((await redis.get(createKeys(prefix).partitions)) ?? PARTITIONS);
        const inspection = await inspect(InteractionId.parse(id), { redis, prefix, partitions });
        if (json) host.print(JSON.stringify(inspection ?? { interactionId: id }, undefined, 2));
        else host.print(inspection === undefined ? `nothing is known of ${id}` : inspectionText(inspection));
        host.setExitCode(inspection === undefined ? ExitCode.foundWrong : ExitCode.ok);
      }),
    );
}
