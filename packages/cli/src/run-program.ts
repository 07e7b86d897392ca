import { CommanderError } from 'commander';
import { CommandError } from './host/command-error.js';
import { ExitCode } from './host/exit-code.js';
import type { Host } from './host/host.js';
import { printable } from './host/printable.js';
import { createProgram } from './program.js';

/** Runs the command that these arguments ask for. Throws what is unforeseen. */
export async function runProgram(host: Host, args: readonly string[]): Promise<void> {
  try {
    await createProgram(host).parseAsync(args, { from: 'user' });
  } catch (error) {
    host.setExitCode(explain(error, host));
  }
}

/** Tells on stderr what went wrong, unless it has been told, and returns the exit code. Throws unforeseen errors on. */
function explain(error: unknown, { stderr }: Host): number {
  // Commander has written what is wrong; help that was asked for ends with 0.
  if (error instanceof CommanderError) return error.exitCode === 0 ? ExitCode.ok : ExitCode.usage;
  if (!(error instanceof CommandError)) throw error;
  stderr.write(`${printable(error.message)}\n`);
  return error.exitCode;
}
