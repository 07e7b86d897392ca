import { createLog } from '@cueline/shared';
import { Command } from 'commander';
import { isUsageError } from './is-usage-error.js';
import { runSimulator } from './run-simulator.js';
import { addSimulatorFlags, parseSimulatorFlags } from './simulator-flags.js';

/** EX_USAGE of sysexits.h. */
const EXIT_USAGE = 64;
const log = createLog({ name: 'simulator', level: 'info' });
const stopping = new AbortController();
for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => stopping.abort(name));

const command = addSimulatorFlags(new Command('simulator').description('Stands in for CXone, and plays calls'))
  .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : EXIT_USAGE))
  .action((flags: unknown) => runSimulator(parseSimulatorFlags(flags), { log, signal: stopping.signal }));
try {
  await command.parseAsync();
} catch (error) {
  if (!isUsageError(error)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = EXIT_USAGE;
}
