import { type ChildProcessWithoutNullStreams, spawn, type SpawnOptionsWithoutStdio } from 'node:child_process';

/**
 * Starts a program that the kernel ends when this process ends, even by SIGKILL. Outside Linux it keeps running.
 *
 * @param user as whom it runs; default: as this process
 */
export function spawnBound(
  command: string,
  args: readonly string[],
  options: SpawnOptionsWithoutStdio = {},
  user?: { readonly uid: number; readonly gid: number },
): ChildProcessWithoutNullStreams {
  if (process.platform !== 'linux') return spawn(command, args, { ...options, ...user });
  // setpriv (util-linux) becomes the program, so signals and the pid are the program's own. It also changes the user: to do so
  // before would forget whose death is awaited.
  const as = user === undefined ? [] : [`--reuid=${user.uid}`, `--regid=${user.gid}`, '--clear-groups'];
  return spawn('setpriv', ['--pdeathsig', 'KILL', ...as, '--', command, ...args], options);
}
