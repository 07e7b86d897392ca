import { once } from 'node:events';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { spawnBound } from '@cueline/shared/testing';
import { got } from 'got';
import { z } from 'zod';

export type ProcessName = 'ingest' | 'matcher' | 'publisher';

/** A running process of Cueline. */
export interface BenchProcess {
  readonly name: ProcessName;
  readonly pid: number;
  isReady(): Promise<boolean>;
  ready(): Promise<void>;
  /** Its metrics by name; those of several labels are added up. */
  metrics(): Promise<ReadonlyMap<string, number>>;
  end(): Promise<void>;
}

export interface StartOptions {
  /** Called when the process ends without having been told to. */
  readonly onDeath?: (error: Error) => void;
  /** Where the process leaves a CPU profile when it ends. */
  readonly profileFolder?: string | undefined;
}

const root = fileURLToPath(new URL('../../..', import.meta.url));
const LogLine = z.object({ level: z.string(), msg: z.string(), port: z.number().optional() });

/** Starts a process that has been built, on a free port, with these settings and no others; it then listens, but may not be ready. */
export async function startBenchProcess(
  name: ProcessName,
  environment: Readonly<Record<string, string>>,
  { profileFolder, onDeath }: StartOptions = {},
): Promise<BenchProcess> {
  const profiling =
    profileFolder === undefined
      ? []
      : ['--cpu-prof', `--cpu-prof-dir=${resolve(profileFolder)}`, `--cpu-prof-name=${name}.cpuprofile`];
  const child = spawnBound(process.execPath, [...profiling, `packages/${name}/dist/main.bundle.js`], {
    cwd: root,
    env: { PATH: process.env['PATH'], HTTP_PORT: '0', ...environment },
  });
  const exited = once(child, 'exit');
  child.stderr.pipe(process.stderr);
  const listening = new Promise<number>((found) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      const { level, msg, port } = LogLine.parse(JSON.parse(line));
      if (msg === 'listening' && port !== undefined) found(port);
      if (level === 'error' || level === 'fatal') console.error(line);
    });
  });
  const endedEarly = exited.then(([code, signal]) =>
    Promise.reject(new Error(`${name} has ended, ${signal ?? code}, and was not told to`)),
  );
  const url = `http://127.0.0.1:${await Promise.race([listening, endedEarly])}`;
  let isToEnd = false;
  endedEarly.catch((error: Error) => isToEnd || onDeath?.(error));
  if (child.pid === undefined) throw new Error(`${name} was not started`);

  const isReady = () => fetch(`${url}/readyz`).then((answer) => answer.ok);
  return {
    name,
    pid: child.pid,
    isReady,
    ready: async () => {
      while (!(await isReady())) await delay(10);
    },
    // Tried again where an idle connection is closed just as it is used.
    metrics: async () => parseMetrics(await got(`${url}/metrics`).text()),
    end: async () => {
      isToEnd = true;
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill(profileFolder === undefined ? 'SIGKILL' : 'SIGTERM'); // a profile is written at the end
      await exited;
    },
  };
}

/** Reads the text format of Prometheus, as far as it is needed: one sample a line, `name{labels} value`. */
function parseMetrics(text: string): ReadonlyMap<string, number> {
  const metrics = new Map<string, number>();
  for (const [, name = '', value] of text.matchAll(/^(\w+)(?:\{.*\})? (\S+)$/gm)) {
    metrics.set(name, (metrics.get(name) ?? 0) + Number(value));
  }
  return metrics;
}
