import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Asks one server of the loopback address by `redis-cli`; returns the lines of its answer. @throws Error if it does not answer soon */
export async function askServer(port: number, command: readonly string[]): Promise<string[]> {
  const { stdout } = await run('redis-cli', ['-p', String(port), ...command], { timeout: 2000, killSignal: 'SIGKILL' });
  return stdout.trimEnd().split('\n');
}
