import { addSimulatorFlags, isUsageError, parseSimulatorFlags, runSimulator } from '@cueline/simulator';
import { createLog } from '@cueline/shared';
import { Command } from 'commander';
import { CommandError } from './command-error.js';
import { ExitCode } from './exit-code.js';
import type { Host } from './host.js';

const help = `
It opens the token endpoint, the transcription socket and the cue API on one port, plays calls to whoever listens, and
keeps a journal of all it sent and received at /control/journal.

Examples:
  cueline simulate --speed 10                          the sample calls, ten times as fast
  cueline simulate --transcripts calls.ndjson --loop   calls of your own, over and over
  cueline simulate --fault cueRateLimited:count=3      with faults`;

/**
 * Runs the simulator in this process until it is stopped.
 *
 * @throws CommandError, CommanderError
 */
export async function simulate(args: readonly string[], { stopSignal }: Pick<Host, 'stopSignal'>): Promise<void> {
  const command = new Command('cueline simulate').description('Stands in for CXone, and plays calls.');
  addSimulatorFlags(command)
    .addHelpText('after', help)
    .exitOverride()
    .action(async (flags: unknown) => {
      const log = createLog({ name: 'simulator', level: 'info' });
      await runSimulator(parseSimulatorFlags(flags), { log, signal: stopSignal() });
    });
  try {
    await command.parseAsync(args, { from: 'user' });
  } catch (error) {
    if (!isUsageError(error)) throw error;
    throw new CommandError(ExitCode.usage, `error: ${error.message}`, { cause: error });
  }
}
