import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { spawnBound } from '@cueline/shared/testing';
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

const root = fileURLToPath(new URL('../..', import.meta.url));
const LogLine = z.object({ level: z.string(), msg: z.string(), port: z.number().optional() });

/** Starts a process that has been built, on a free port, with these settings and no others; it then listens, but may not be ready. */
export async function startBenchProcess(
  name: ProcessName,
  environment: Readonly<Record<string, string>>,
): Promise<BenchProcess> {
  const child = spawnBound(process.execPath, [`packages/${name}/dist/main.js`], {
    cwd: root,
    env: { PATH: process.env['PATH'], HTTP_PORT: '0', ...environment },
  });
  const exited = once(child, 'exit');
  child.stderr.pipe(process.stderr);
  const listening = new Promise<number>((resolve) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      const { level, msg, port } = LogLine.parse(JSON.parse(line));
      if (msg === 'listening' && port !== undefined) resolve(port);
      if (level === 'error' || level === 'fatal') console.error(line);
    });
  });
  const endedEarly = exited.then(() => Promise.reject(new Error(`${name} ended before it listened`)));
  const url = `http://127.0.0.1:${await Promise.race([listening, endedEarly])}`;
  endedEarly.catch(() => undefined); // from here on it may end
  if (child.pid === undefined) throw new Error(`${name} was not started`);

  const isReady = () => fetch(`${url}/readyz`).then((answer) => answer.ok);
  return {
    name,
    pid: child.pid,
    isReady,
    ready: async () => {
      while (!(await isReady())) await delay(10);
    },
    metrics: async () => parseMetrics(await (await fetch(`${url}/metrics`)).text()),
    end: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGKILL');
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
