import type { Command } from 'commander';
import type { Host } from '../host/host.js';

const help = `
Ends with 1 when something is not as it should be, and says what.

Examples:
  cueline status
  cueline status --json | jq '.partitions[].backlog'
  REDIS_URL=rediss://redis.example:6379 KEY_PREFIX=tenant7 cueline status`;

/** Adds `cueline status`: how the pipeline is. */
export function addStatusCommand(program: Command, host: Host): void {
  program
    .command('status')
    .description('show what is wrong and what to do, the processes, the backlog and the queue')
    .option('--json', 'as JSON', false)
    .addHelpText('after', help)
    .action(async (options: { json: boolean }) => {
      const { runStatus } = await import('../operate/run-status.js');
      host.setExitCode(await runStatus(options, host));
    });
}
