import { addSimulatorFlags, FlagError, parseSimulatorFlags, runSimulator, TranscriptError } from '@cueline/simulator';
import { createLog } from '@cueline/shared';
import type { Command } from 'commander';
import type { Host } from './host.js';

const help = `
It opens the token endpoint, the transcription socket and the cue API on one port, plays calls to whoever listens, and
keeps a journal of all it sent and received at /control/journal.

Examples:
  cueline simulate --speed 10                          the sample calls, ten times as fast
  cueline simulate --transcripts calls.ndjson --loop   calls of your own, over and over
  cueline simulate --fault cueRateLimited:times=3      with faults`;

export function addSimulateCommand(program: Command, host: Host): void {
  const command = program
    .command('simulate')
    .description('stand in for CXone, and play calls')
    .addHelpText('after', help);
  addSimulatorFlags(command).action(async (flags: unknown) => {
    try {
      const log = createLog({ name: 'simulator', level: 'info' });
      await runSimulator(parseSimulatorFlags(flags), { log, signal: host.stopSignal() });
    } catch (error) {
      if (!(error instanceof FlagError || error instanceof TranscriptError)) throw error;
      command.error(`error: ${error.message}`);
    }
  });
}
