import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { spawnBound } from '@cueline/shared/testing';
import got from 'got';
import type { LogLine, ProcessLog } from './process-log.js';

export type ProcessName = 'ingest' | 'receive' | 'matcher' | 'publisher' | 'archive' | 'console' | 'panel';

/** A process of Cueline that has been started, over all its lives. */
export interface SpawnedProcess {
  readonly name: ProcessName;
  /** Its process id, a new one with each life. */
  pid(): number;
  /** Where it serves, without a slash at its end. */
  url(): string;
  /** The text of a page that it serves, such as `/metrics`. */
  read(path: string): Promise<string>;
  /** Everything it has logged. */
  readonly log: readonly LogLine[];
  /** What `/readyz` says now. */
  isReady(): Promise<boolean>;
  /** Ends it at once (SIGKILL). */
  kill(): Promise<void>;
  /** Asks it to end (SIGTERM); gives its exit code. */
  stop(): Promise<number | null>;
  /** Halts it (SIGSTOP) until it is thawed. */
  freeze(): void;
  thaw(): void;
  /** Starts it again with some settings changed; kills it first if it still runs. */
  restart(changed?: Readonly<Record<string, string>>): Promise<void>;
}

/** What a process is started with. */
export interface ProcessStart {
  readonly name: ProcessName;
  /** Its settings; it has no others. */
  readonly environment: Readonly<Record<string, string>>;
  readonly log: ProcessLog;
  /** The checkout whose build is started; this one by default. */
  readonly checkout?: string | undefined;
  /** Arguments of Node itself. */
  readonly nodeArguments?: readonly string[];
  /** Called when it has ended though nobody asked it to. */
  readonly onDeath?: (how: string) => void;
}

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Starts a process that has been built, on a free port; it is then alive, not yet ready. */
export async function spawnProcess(start: ProcessStart): Promise<SpawnedProcess> {
  let { environment } = start;
  let life = await live(start, environment);
  return {
    name: start.name,
    pid: () => life.pid,
    url: () => life.url,
    read: (path) => got(`${life.url}${path}`).text(),
    log: start.log.lines,
    isReady: () => isReady(life.url),
    kill: () => life.end('SIGKILL').then(() => undefined),
    stop: () => life.end('SIGTERM'),
    freeze: () => life.signal('SIGSTOP'),
    thaw: () => life.signal('SIGCONT'),
    restart: async (changed = {}) => {
      await life.end('SIGKILL');
      environment = { ...environment, ...changed };
      life = await live(start, environment);
    },
  };
}

/** One life of a process, from its start until it ends. */
async function live(
  { name, log, checkout = root, nodeArguments = [], onDeath = () => undefined }: ProcessStart,
  environment: ProcessStart['environment'],
) {
  const child = spawnBound(
    process.execPath,
    [
      ...nodeArguments,
      name === 'receive' ? 'packages/ingest/dist/receive.bundle.js' : `packages/${name}/dist/main.bundle.js`,
    ],
    {
      cwd: checkout,
      env: { PATH: process.env['PATH'], HTTP_PORT: '0', ...environment },
    },
  );
  let isAsked = false;
  // 'close' rather than 'exit': its last lines have been read by then.
  const ended = once(child, 'close');
  child.once('close', () => {
    if (!isAsked) onDeath(child.signalCode ?? `exit code ${child.exitCode}`);
  });
  createInterface({ input: child.stderr }).on('line', log.add);
  createInterface({ input: child.stdout }).on('line', log.add);
  const endedEarly = ended.then(() => {
    throw new Error(`${name} ended before it listened\n${log.print()}`);
  });
  const port = await Promise.race([log.nextPort(), endedEarly]);
  if (child.pid === undefined) throw new Error(`${name} was not started`);
  return {
    pid: child.pid,
    url: `http://127.0.0.1:${port}`,
    signal: (signal: NodeJS.Signals) => void child.kill(signal),
    end: async (signal: NodeJS.Signals): Promise<number | null> => {
      isAsked = true;
      if (child.exitCode === null && child.signalCode === null) child.kill(signal);
      await ended;
      return child.exitCode;
    },
  };
}

const isReady = (url: string): Promise<boolean> =>
  // one that is frozen does not answer
  fetch(`${url}/readyz`, { signal: AbortSignal.timeout(1000) }).then(
    ({ ok }) => ok,
    () => false,
  );
