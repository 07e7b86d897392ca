import { addSimulatorFlags, isUsageError, parseSimulatorFlags, runSimulator } from '@cueline/simulator';
import { createLog } from '@cueline/shared';
import { Command } from 'commander';
import { CommandError } from '../host/command-error.js';
import { ExitCode } from '../host/exit-code.js';
import type { Host } from '../host/host.js';

const help = `
It opens the token endpoint, the transcription socket and the cue API on one port, plays calls to whoever listens, and
keeps a journal of all it sent and received at /control/journal; GET /control lists what else can be done to it. With --speed 10 a
call of a minute takes 6 s and ends before a deadline of 30 s: that is for load, as rules keep real time.

Examples:
  cueline simulate --loop                              the sample calls, over and over
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
