import type { Command } from 'commander';
import type { Host } from '../host/host.js';
import type { AcknowledgeFlags } from '../operate/acknowledge.js';

const help = `
It is then no longer owed in this call, whatever is said: an open cue is
resolved, and the verdict is 'acknowledged'. Who did it and why is kept with the
call. Ends with 1 if the call is over, or its rules
have no such disclosure.

Examples:
  cueline acknowledge 4711 recording_notice --reason "said before the recording began"`;

/** Adds `cueline acknowledge`: a disclosure ticked off by hand. */
export function addAcknowledgeCommand(program: Command, host: Host): void {
  program
    .command('acknowledge')
    .description('tick a disclosure of a live call off by hand')
    .argument('<interactionId>', 'id of the call, as CXone sends it')
    .argument('<rule>', 'id of the disclosure')
    .requiredOption('--reason <text>', 'why')
    .option('--actor <name>', 'who does it; default: you')
    .addHelpText('after', help)
    .action(async (id: string, rule: string, flags: AcknowledgeFlags) => {
      const { acknowledge } = await import('../operate/acknowledge.js');
      host.setExitCode(await acknowledge(id, rule, flags, host));
    });
}
