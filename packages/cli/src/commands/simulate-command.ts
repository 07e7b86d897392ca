import type { Command } from 'commander';
import type { Host } from '../host/host.js';

/** Passes all flags on to the simulator, which reads them itself; so no other command has to load it. */
export function addSimulateCommand(program: Command, host: Host): void {
  program
    .command('simulate [flags...]')
    .description("stand in for CXone, and play calls ('cueline simulate --help' lists its flags)")
    .helpOption(false)
    .allowUnknownOption()
    .action(async (_: string[], __: object, command: Command) => {
      const { simulate } = await import('../run/simulate.js');
      await simulate(command.args, host);
    });
}
