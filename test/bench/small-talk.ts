import { randomUUID } from 'node:crypto';
import { generateCalls, type Simulator } from '@cueline/simulator';

/** In each call somebody finishes a stretch of speech about so often. */
export const EVERY_MS = 3000;
const CALL_MS = 120_000;

/** Calls in which nothing is said that matters, one beginning after another as they end. */
export function startSmallTalk(simulator: Simulator, segmentsPerSecond: number, seed = 1): void {
  if (segmentsPerSecond === 0) return;
  const calls = generateCalls({
    calls: Math.round((segmentsPerSecond * EVERY_MS) / 1000),
    seed,
    prefix: randomUUID(), // ids as long as those of real calls
    everyMs: EVERY_MS,
    durationMs: CALL_MS,
  });
  // it ends with `stopCalls`
  void simulator.play(calls, { loop: true, spreadMs: EVERY_MS });
}
