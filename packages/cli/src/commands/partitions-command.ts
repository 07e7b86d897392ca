import { type Command, InvalidArgumentError } from 'commander';
import type { Host } from '../host/host.js';
import type { MigrateFlags } from '../operate/migrate.js';

const help = `
Interactions, and all that is known of them, move to that many partitions
while calls go on. Outcomes are copied first. Then cues wait until all else is
copied, and it says for how long; nothing is lost, and nothing is cued twice.
Ingests listen on meanwhile. PARTITIONS need not be changed: it counts at the
first start.

Ctrl-C ends it before anything has changed. If it is killed, or Redis fails,
processes go on as before; run it again. It needs a Redis user who may do
everything with keys of the prefix.

Examples:
  cueline partitions migrate 16 --dry-run
  cueline partitions migrate 16`;

/** Adds `cueline partitions`: another number of them. */
export function addPartitionsCommand(program: Command, host: Host): void {
  program
    .command('partitions')
    .description('change the number of partitions')
    .command('migrate')
    .description('move to another number of partitions while calls go on')
    .argument('<number>', 'how many there are to be', parsePartitions)
    .option('--dry-run', 'say what would be moved, and what stands in the way')
    .addHelpText('after', help)
    .action(async (partitions: number, flags: MigrateFlags) => {
      const { runMigrate } = await import('../operate/migrate.js');
      host.setExitCode(await runMigrate(partitions, flags, host));
    });
}

function parsePartitions(text: string): number {
  const partitions = Number(text);
  if (!/^\d+$/.test(text) || partitions < 1 || partitions > 1024)
    throw new InvalidArgumentError('It should be a whole number from 1 to 1024.');
  return partitions;
}
