import { type ChildProcessWithoutNullStreams, spawn, type SpawnOptionsWithoutStdio } from 'node:child_process';

/**
 * Starts a program that ends when this process does, however that ends: the kernel sees to it, so it holds for SIGKILL too.
 * Outside Linux it is left running then.
 */
export function spawnBound(
  command: string,
  args: readonly string[],
  options: SpawnOptionsWithoutStdio = {},
): ChildProcessWithoutNullStreams {
  if (process.platform !== 'linux') return spawn(command, args, options);
  // setpriv (util-linux) becomes the program, so signals and the pid are the program's own.
  return spawn('setpriv', ['--pdeathsig', 'KILL', '--', command, ...args], options);
}
