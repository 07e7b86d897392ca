import type { Command } from 'commander';
import type { Host } from '../host/host.js';
import { parseCount } from './parse-count.js';

/** In seconds. */
const LONGEST_LISTEN_S = 3600;

const help = `
Reads the same settings as the processes, and writes nothing to Redis. It listens to the transcription socket beside those that
listen already, and sends the cue API one request that shows no cue: an empty one, for a call that does not exist. Outlets of a platform file and receivers of notices are asked for something that shows nothing. Ends with 1 if a check fails; a warning alone is no failure.

Examples:
  cueline doctor
  cueline doctor --listen 60
  cueline doctor --json | jq '.[] | select(.state != "ok")'`;

/** Adds `cueline doctor`: whether the settings, Redis, CXone, rules and archive are as they should be. */
export function addDoctorCommand(program: Command, host: Host): void {
  program
    .command('doctor')
    .description('check settings, Redis, CXone, rules and archive before the start, and say what to do')
    .option(
      '--listen <seconds>',
      'how long to wait for speech on the socket',
      (text) => parseCount(text, LONGEST_LISTEN_S),
      10,
    )
    .option('--json', 'as JSON', false)
    .addHelpText('after', help)
    .action(async ({ json, listen }: { json: boolean; listen: number }) => {
      const { runDoctor } = await import('../doctor/run-doctor.js');
      host.setExitCode(await runDoctor({ json, listenMs: listen * 1000 }, host));
    });
}
