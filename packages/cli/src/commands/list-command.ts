import type { Command } from 'commander';
import type { Host } from '../host/host.js';
import type { ListFlags } from '../list/run-list.js';
import { parseAttribute } from './parse-attribute.js';
import { parseCount } from './parse-count.js';

const help = `
The most urgent first: what was owed for the longest, then what is due next. 'when' and 'cued' are times within the call; 'said'
counts the disclosures said so far. Only the 2000 calls with the nearest deadlines are read.

Examples:
  cueline list
  cueline list --owed
  cueline list --where skill=mortgages --json | jq '.calls[].interactionId'`;

/** Adds `cueline list`: the live calls, and what each owes. */
export function addListCommand(program: Command, host: Host): void {
  program
    .command('list')
    .description('show the live calls, and what each owes')
    .option('--owed', 'only calls with something that was not said in time', false)
    .option('--where <name=value>', 'only calls with this attribute', parseAttribute)
    .option('--limit <n>', 'how many are shown', (text) => parseCount(text, 2_000), 50)
    .option('--json', 'as JSON', false)
    .addHelpText('after', help)
    .action(async (flags: ListFlags) => {
      const { runList } = await import('../list/run-list.js');
      host.setExitCode(await runList(flags, host));
    });
}
