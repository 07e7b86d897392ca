import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';

const exec = promisify(execFile);
const MOST_OUTPUT = 64 * 1024 * 1024;
const DAEMON_START_MS = 60_000;

/** The check cannot run on this machine; the message says what is missing. */
export class LackError extends Error {
  override readonly name = 'LackError';
}

/** A Docker engine, and Compose beside it. */
export interface Engine {
  /** Started here, for this run alone: images can then only be built on the machine's own network. */
  readonly isOwn: boolean;
  /** Runs a program, `docker` for example, and gives what it printed. */
  readonly run: (program: string, args: readonly string[]) => Promise<string>;
  readonly docker: (...args: string[]) => Promise<string>;
  /** `docker compose` or `docker-compose`, whichever is there. */
  readonly compose: (...args: string[]) => Promise<string>;
}

export interface EngineContext {
  /** For the data of an engine of our own. */
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly onEnd: (end: () => Promise<void>) => void;
}

/**
 * Finds the machine's Docker engine, or starts one if it is installed and we are root.
 *
 * @throws LackError
 */
export async function findEngine({ folder, environment, onEnd }: EngineContext): Promise<Engine> {
  // The distribution's client first: it fits the distribution's engine, and builds by itself.
  const env = { ...process.env, ...environment, PATH: `/usr/bin:${process.env['PATH']}`, DOCKER_BUILDKIT: '1' };
  const runIn = (more: Readonly<Record<string, string>>) => async (program: string, args: readonly string[]) => {
    const { stdout } = await exec(program, args, { env: { ...env, ...more }, maxBuffer: MOST_OUTPUT });
    return stdout;
  };
  const socket = join(folder, 'docker.sock');
  const isOwn = !(await succeeds(runIn({})('docker', ['info'])));
  const run = runIn(isOwn ? { DOCKER_HOST: `unix://${socket}` } : {});
  if (isOwn) {
    await startDaemon(folder, socket, onEnd);
    const sinceMs = Date.now();
    while (!(await succeeds(run('docker', ['info'])))) {
      if (Date.now() - sinceMs > DAEMON_START_MS)
        throw new LackError(`dockerd does not answer; its log is ${join(folder, 'log')}`);
      await delay(250);
    }
  }
  const isPlugin = await succeeds(run('docker', ['compose', 'version']));
  if (!isPlugin && !(await succeeds(run('docker-compose', ['version']))))
    throw new LackError('no Docker Compose: apt-get install docker-compose');
  return {
    isOwn,
    run,
    docker: (...args) => run('docker', args),
    compose: (...args) => (isPlugin ? run('docker', ['compose', ...args]) : run('docker-compose', args)),
  };
}

/** Starts an engine that leaves the machine's firewall and bridges as they are, and nothing behind. */
async function startDaemon(folder: string, socket: string, onEnd: EngineContext['onEnd']): Promise<void> {
  if (process.getuid?.() !== 0 || !existsSync('/usr/sbin/dockerd'))
    throw new LackError(
      'no Docker engine answers, and none can be started here: that takes root, and ' +
        'apt-get install --no-install-recommends docker.io docker-compose iptables mmdebstrap',
    );
  const network = ['iptables', 'ip6tables', 'ip-forward', 'ip-masq'].map((flag) => `--${flag}=false`);
  const places = [
    ['--data-root', join(folder, 'data')],
    ['--exec-root', join(folder, 'exec')],
    ['--pidfile', join(folder, 'pid')],
  ];
  const daemon = spawn(
    '/bin/sh',
    [
      '-c',
      'exec dockerd "$@" >"$0" 2>&1',
      join(folder, 'log'),
      ...network,
      '--bridge=none',
      ...places.flat(),
      '-H',
      `unix://${socket}`,
    ],
    { env: { ...process.env, PATH: `/usr/sbin:/usr/bin:/sbin:${process.env['PATH']}` }, stdio: 'ignore' },
  );
  const ended = once(daemon, 'exit');
  onEnd(async () => {
    daemon.kill('SIGTERM');
    await ended;
  });
}

const succeeds = (work: Promise<unknown>): Promise<boolean> =>
  work.then(
    () => true,
    () => false,
  );
