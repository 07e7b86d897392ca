import { SettingsError } from '@cueline/shared';
import { CommanderError } from 'commander';
import { ExitCode } from './exit-code.js';
import type { Host } from './host.js';
import { mainOf } from './pipeline-service.js';
import { createProgram } from './program.js';
import { RefusedError } from './supervise.js';
import { RedisAwayError } from './with-redis.js';

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
  process.exitCode = explain(error);
}

/** Says on stderr what went wrong, where that has not been said, and returns the exit code. What is unforeseen is thrown on. */
function explain(error: unknown): number {
  // Commander has written what is wrong; help that was asked for ends with 0.
  if (error instanceof CommanderError) return error.exitCode === 0 ? ExitCode.ok : ExitCode.usage;
  if (error instanceof SettingsError) {
    for (const line of error.lines) process.stderr.write(`${line}\n`);
    return ExitCode.configuration;
  }
  if (!(error instanceof RedisAwayError || error instanceof RefusedError)) throw error;
  process.stderr.write(`${error.message}\n`);
  return error instanceof RefusedError ? ExitCode.configuration : ExitCode.foundWrong;
}
