import { expect, onTestFailed, onTestFinished } from 'vitest';
import { createProcessLog } from './process-log.js';
import { type ProcessName, type SpawnedProcess, spawnProcess } from './spawn-process.js';

/** A running process of Cueline; it ends with the test, and if the test fails, its log is printed. */
export interface CuelineProcess extends SpawnedProcess {
  /** Resolves when `/readyz` says so. */
  ready(): Promise<void>;
}

/** Starts a process that has been built, on a free port, with these settings and no others; it is then alive, not yet ready. */
export async function startProcess(
  name: ProcessName,
  environment: Readonly<Record<string, string>>,
  checkout?: string,
): Promise<CuelineProcess> {
  const log = createProcessLog(name);
  const spawned = await spawnProcess({ name, environment, log, checkout });
  onTestFinished(() => spawned.kill());
  onTestFailed(() => void process.stderr.write(log.print()));
  return { ...spawned, ready: () => expect.poll(() => spawned.isReady(), { timeout: 60_000 }).toBe(true) };
}
