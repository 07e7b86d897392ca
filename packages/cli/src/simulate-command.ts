import type { Command } from 'commander';
import type { Host } from './host.js';

/** The flags are the simulator's own: it reads what follows, so that nothing else has to load it. */
export function addSimulateCommand(program: Command, host: Host): void {
  program
    .command('simulate [flags...]')
    .description("stand in for CXone, and play calls ('cueline simulate --help' lists its flags)")
    .helpOption(false)
    .allowUnknownOption()
    .action(async (_: string[], __: object, command: Command) => {
      const { simulate } = await import('./simulate.js');
      await simulate(command.args, host);
    });
}
