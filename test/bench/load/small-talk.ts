import { randomUUID } from 'node:crypto';
import { type Call, generateCalls } from '@cueline/simulator';

/** In each call somebody finishes a stretch of speech about so often. */
export const EVERY_MS = 3000;
const CALL_MS = 120_000;

/** Calls in which nothing is said that matters, as many as it takes to say so many segments per second. */
export function smallTalk(segmentsPerSecond: number): Call[] {
  const calls = Math.round((segmentsPerSecond * EVERY_MS) / 1000);
  if (calls === 0) return [];
  // ids as long as those of real calls
  return generateCalls({ calls, prefix: randomUUID(), everyMs: EVERY_MS, durationMs: CALL_MS });
}
