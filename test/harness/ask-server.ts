import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Asks one server of the loopback address by `redis-cli`; returns the lines of its answer. @throws Error if it does not answer in time */
export async function askServer(port: number, command: readonly string[], withinMs = 20_000): Promise<string[]> {
  const options = { timeout: withinMs, killSignal: 'SIGKILL' } as const;
  const { stdout } = await run('redis-cli', ['-p', String(port), ...command], options);
  return stdout.trimEnd().split('\n');
}
