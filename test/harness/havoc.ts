import { setTimeout as sleep } from 'node:timers/promises';
import type { CuelineProcess } from './cueline-process.js';

/**
 * Kills one process after another at random moments and starts it again, until the given work is over.
 * @returns how many were killed
 */
export async function killAtRandom(processes: readonly CuelineProcess[], work: Promise<unknown>): Promise<number> {
  const over = new AbortController();
  const ended = work.finally(() => over.abort());
  let killed = 0;
  while (!over.signal.aborted) {
    await sleep(100 + Math.random() * 600);
    const victim = processes[Math.floor(Math.random() * processes.length)];
    await victim?.restart();
    killed += 1;
  }
  await ended;
  return killed;
}
