import { setTimeout as delay } from 'node:timers/promises';
import { pick, type Random } from '@cueline/simulator';
import type { CuelineProcess } from './cueline-process.js';

/**
 * Kills one process after another at random moments and starts it again, until the given work is over.
 * @returns how many were killed
 */
export async function killAtRandom(
  processes: readonly CuelineProcess[],
  work: Promise<unknown>,
  random: Random,
): Promise<number> {
  const over = new AbortController();
  const ended = work.finally(() => over.abort());
  let killed = 0;
  while (!over.signal.aborted) {
    await delay(100 + random() * 600);
    await pick(random, processes).restart();
    killed += 1;
  }
  await ended;
  return killed;
}
