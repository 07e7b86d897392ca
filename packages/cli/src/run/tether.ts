import { spawn } from 'node:child_process';
import { execa } from 'execa';

/**
 * Waits until the pipe at its stdin closes, which happens when the process that holds the other end ends, however it ends;
 * then stops `$1`, at first kindly.
 */
const guardScript = `
cat >/dev/null
sleep "$3"
kill -TERM "$1" || exit
seconds="$2"
while [ "$seconds" -gt 0 ] && kill -0 "$1"; do sleep 1; seconds=$((seconds - 1)); done
kill -KILL "$1"`;

/** How long a stopped child may take to finish what it holds: a little more than SHUTDOWN_TIMEOUT's default. */
const GRACE_MS = 12_000;

/** What to run. */
export interface Command {
  readonly file: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  /** How long it runs on after this process has ended, in seconds, since others may need it to finish their work. Default: 0. */
  readonly staysS?: number;
}

/**
 * Starts a child process that ends when this one does, also when this one is killed by SIGKILL: a guard of its own watches.
 * It has a process group of its own, so that Ctrl-C in the terminal reaches only us and we can stop children in order.
 * The child's promise never rejects; its result says how it ended. `kill()` becomes SIGKILL when it takes too long.
 */
export function spawnTethered({ file, args, env, staysS = 0 }: Command) {
  const child = execa(file, args, {
    env,
    extendEnv: false,
    stdin: 'ignore',
    all: true,
    buffer: false,
    reject: false,
    detached: true,
    cleanup: false,
    forceKillAfterDelay: GRACE_MS,
  });
  if (child.pid !== undefined) guard(child.pid, staysS, child);
  return child;
}
export type TetheredChild = ReturnType<typeof spawnTethered>;

function guard(pid: number, staysS: number, ended: PromiseLike<unknown>): void {
  const args = [pid, GRACE_MS / 1000, staysS].map(String);
  const watcher = spawn('sh', ['-c', guardScript, 'guard', ...args], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  watcher.unref();
  // The child's number may soon belong to another process, so its guard must not outlive it.
  void ended.then(() => watcher.kill('SIGKILL'));
}
