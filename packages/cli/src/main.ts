import type { Host } from './host/host.js';
import { isBrokenPipe } from './host/is-broken-pipe.js';
import { mainOf } from './host/main-of.js';
import { printable } from './host/printable.js';
import { runProgram } from './run-program.js';

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

await runProgram(host, process.argv.slice(2));
