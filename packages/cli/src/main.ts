import { CommanderError } from 'commander';
import { ExitCode } from './exit-code.js';
import type { Host } from './host.js';
import { mainOf } from './pipeline-service.js';
import { createProgram } from './program.js';

const stopping = new AbortController();

const host: Host = {
  env: process.env,
  stdout: process.stdout,
  print: (line) => process.stdout.write(`${line}\n`),
  stopSignal() {
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => stopping.abort(name));
    return stopping.signal;
  },
  setExitCode: (code) => (process.exitCode = code),
  become: (name) => import(mainOf(name).href),
};

try {
  await createProgram(host).parseAsync();
} catch (error) {
  if (!(error instanceof CommanderError)) throw error;
  // Commander has written what is wrong; help that was asked for ends with 0.
  process.exitCode = error.exitCode === 0 ? ExitCode.ok : ExitCode.usage;
}
