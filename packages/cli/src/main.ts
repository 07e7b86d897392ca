import { CommanderError } from 'commander';
import { CommandError } from './host/command-error.js';
import { ExitCode } from './host/exit-code.js';
import type { Host } from './host/host.js';
import { isBrokenPipe } from './host/is-broken-pipe.js';
import { mainOf } from './host/main-of.js';
import { printable } from './host/printable.js';
import { createProgram } from './program.js';

const stopping = new AbortController();

let runsUntilStopped = false;

// A reader that has seen enough (`| head`) is no failure: what runs until it is stopped stops, all else ends as it would have.
// Nor does a full disk stop what runs until it is stopped.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error) => {
    if (isBrokenPipe(error)) stopping.abort('EPIPE');
    else if (!runsUntilStopped) throw error;
  });
}

const host: Host = {
  env: process.env,
  stdout: process.stdout,
  stderr: process.stderr,
  print: (text) => process.stdout.write(`${printable(text)}\n`),
  stopSignal() {
    runsUntilStopped = true;
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => stopping.abort(name));
    return stopping.signal;
  },
  setExitCode: (code) => (process.exitCode = code),
  become: (name) => import(mainOf(name).href),
};

try {
  await createProgram(host).parseAsync();
} catch (error) {
  process.exitCode = explain(error);
}

/** Tells on stderr what went wrong, unless it has been told, and returns the exit code. Throws unforeseen errors on. */
function explain(error: unknown): number {
  // Commander has written what is wrong; help that was asked for ends with 0.
  if (error instanceof CommanderError) return error.exitCode === 0 ? ExitCode.ok : ExitCode.usage;
  if (!(error instanceof CommandError)) throw error;
  process.stderr.write(`${printable(error.message)}\n`);
  return error.exitCode;
}
