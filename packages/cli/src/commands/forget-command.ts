import type { Command } from 'commander';
import type { ForgetFlags } from '../archive/run-forget.js';
import type { Host } from '../host/host.js';
import { wrapping } from '../host/wrapping.js';

const help = `
Removes a call from Redis, from the database of the archive and from its files, and says how much was where, and what it cannot reach. A
record stays, with a digest in place of the id: by it the call is removed again if the archive is restored from a backup. A call that
goes on is refused, and so is one on legal hold. Ends with 1 when it is refused.

Examples:
  cueline forget 4711
  cueline forget 4711 --even-live --actor 'privacy desk, case 12'
  cueline forget 4711 --hold        litigation: nothing removes the call from the archive until --release
  cueline forget --replay           after the archive was restored`;

/** Adds `cueline forget`: remove a call from everywhere. */
export function addForgetCommand(program: Command, host: Host): void {
  program
    .command('forget')
    .description('remove a call from everywhere')
    .argument('[interactionId]', 'its id, as CXone sends it')
    .option('--even-live', 'also a call that goes on', false)
    .option('--hold', 'keep it instead: nothing removes it', false)
    .option('--release', 'end that', false)
    .option('--replay', 'remove again what was removed before', false)
    .option('--actor <name>', 'who does it, for the record; default: the user of this machine')
    .option('--json', 'as JSON', false)
    .addHelpText('after', help)
    .action(async (id: string | undefined, flags: ForgetFlags, command: Command) => {
      const acts = [flags.hold, flags.release, flags.replay].filter(Boolean).length;
      if (acts > 1) command.error('error: only one of --hold, --release and --replay');
      if (flags.replay !== (id === undefined) || id === '') command.error('error: name the id of a call, or --replay');
      const { runForget } = await import('../archive/run-forget.js');
      host.setExitCode(await runForget(id, flags, flags.json ? host : wrapping(host)));
    });
}
