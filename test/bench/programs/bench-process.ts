import { resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { createProcessLog } from '../../harness/process-log.js';
import { type ProcessName, spawnProcess } from '../../harness/spawn-process.js';

/** A running process of Cueline. */
export interface BenchProcess {
  readonly name: ProcessName;
  readonly pid: number;
  /** Where it serves. */
  readonly url: string;
  isReady(): Promise<boolean>;
  ready(): Promise<void>;
  /** Its metrics by name; those of several labels are added up. */
  metrics(): Promise<ReadonlyMap<string, number>>;
  end(): Promise<void>;
}

export interface StartOptions {
  /** The checkout whose build is started; this one by default. */
  readonly checkout?: string | undefined;
  /** Called when the process ends without having been told to. */
  readonly onDeath?: (error: Error) => void;
  /** Where the process leaves a CPU profile when it ends. */
  readonly profileFolder?: string | undefined;
}

/** Starts a process that has been built, on a free port, with these settings and no others; it then listens, but may not be ready. */
export async function startBenchProcess(
  name: ProcessName,
  environment: Readonly<Record<string, string>>,
  { checkout, profileFolder, onDeath }: StartOptions = {},
): Promise<BenchProcess> {
  const log = createProcessLog(name);
  const add = (text: string): void => {
    log.add(text);
    const level = log.lines.at(-1)?.level;
    // what is no log line was written to stderr
    if (level === undefined || level === 'error' || level === 'fatal') console.error(text);
  };
  const spawned = await spawnProcess({
    name,
    environment,
    checkout,
    log: { ...log, add },
    nodeArguments:
      profileFolder === undefined
        ? []
        : ['--cpu-prof', `--cpu-prof-dir=${resolve(profileFolder)}`, `--cpu-prof-name=${name}.cpuprofile`],
    onDeath: (how) => onDeath?.(new Error(`${name} has ended, ${how}, and was not told to`)),
  });
  return {
    name,
    pid: spawned.pid(),
    url: spawned.url(),
    isReady: () => spawned.isReady(),
    ready: async () => {
      while (!(await spawned.isReady())) await delay(10);
    },
    metrics: async () => parseMetrics(await spawned.read('/metrics')),
    end: async () => {
      await (profileFolder === undefined ? spawned.kill() : spawned.stop()); // a profile is written at the end
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
