import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { spawnBound } from '@cueline/shared/testing';
import { expect, onTestFailed, onTestFinished } from 'vitest';
import { createProcessLog, type LogLine, type ProcessLog } from './process-log.js';

export type ProcessName = 'ingest' | 'matcher' | 'publisher';

/** A running process of Cueline; it ends with the test, and when the test fails its log is printed. */
export interface CuelineProcess {
  readonly name: ProcessName;
  /** Everything it has logged, over all its lives. */
  readonly log: readonly LogLine[];
  /** Resolves when `/readyz` says so. */
  ready(): Promise<void>;
  /** What `/readyz` says now. */
  isReady(): Promise<boolean>;
  /** Ends it at once (SIGKILL). */
  kill(): Promise<void>;
  /** Asks it to end (SIGTERM); gives its exit code. */
  stop(): Promise<number | null>;
  /** Stops its clock, as it were (SIGSTOP), until it is thawed. */
  freeze(): void;
  thaw(): void;
  /** Starts it anew with the same settings; kills it first where it still runs. */
  restart(): Promise<void>;
}

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Starts a process that has been built, on a free port, with these settings and no others; it is then alive, not yet ready. */
export async function startProcess(
  name: ProcessName,
  environment: Readonly<Record<string, string>>,
): Promise<CuelineProcess> {
  const log = createProcessLog(name);
  let life = await live(name, environment, log);
  onTestFinished(() => life.end('SIGKILL').then(() => undefined));
  onTestFailed(() => void process.stderr.write(log.print()));
  return {
    name,
    log: log.lines,
    ready: () => expect.poll(() => isReady(life.url), { timeout: 20_000 }).toBe(true),
    isReady: () => isReady(life.url),
    kill: () => life.end('SIGKILL').then(() => undefined),
    stop: () => life.end('SIGTERM'),
    freeze: () => life.signal('SIGSTOP'),
    thaw: () => life.signal('SIGCONT'),
    restart: async () => {
      await life.end('SIGKILL');
      life = await live(name, environment, log);
    },
  };
}

/** One life of a process, from its start until it ends. */
async function live(name: ProcessName, environment: Readonly<Record<string, string>>, log: ProcessLog) {
  const child = spawnBound(process.execPath, [`packages/${name}/dist/main.js`], {
    cwd: root,
    env: { PATH: process.env['PATH'], HTTP_PORT: '0', ...environment },
  });
  // 'close' rather than 'exit': its last lines have been read by then.
  const ended = once(child, 'close');
  createInterface({ input: child.stderr }).on('line', log.add);
  createInterface({ input: child.stdout }).on('line', log.add);
  const endedEarly = ended.then(() => {
    throw new Error(`${name} ended before it listened\n${log.print()}`);
  });
  const port = await Promise.race([log.nextPort(), endedEarly]);
  return {
    url: `http://127.0.0.1:${port}`,
    signal: (signal: NodeJS.Signals) => void child.kill(signal),
    end: async (signal: NodeJS.Signals): Promise<number | null> => {
      if (child.exitCode === null && child.signalCode === null) {
        child.kill(signal);
        await ended;
      }
      return child.exitCode;
    },
  };
}

const isReady = (url: string): Promise<boolean> =>
  fetch(`${url}/readyz`).then(
    ({ ok }) => ok,
    () => false,
  );
