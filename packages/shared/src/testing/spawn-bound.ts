import { type ChildProcessWithoutNullStreams, spawn, type SpawnOptionsWithoutStdio } from 'node:child_process';

/** Starts a program that the kernel ends when this process ends, even by SIGKILL. Outside Linux it keeps running. */
export function spawnBound(
  command: string,
  args: readonly string[],
  options: SpawnOptionsWithoutStdio = {},
): ChildProcessWithoutNullStreams {
  if (process.platform !== 'linux') return spawn(command, args, options);
  // setpriv (util-linux) becomes the program, so signals and the pid are the program's own.
  return spawn('setpriv', ['--pdeathsig', 'KILL', '--', command, ...args], options);
}
