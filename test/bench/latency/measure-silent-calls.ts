import { setTimeout as delay } from 'node:timers/promises';
import type { Simulator } from '@cueline/simulator';
import { awaitCues } from '../load/await-cues.js';
import { cxoneNow } from '../load/cxone-now.js';
import { createDistribution } from '../../harness/distribution.js';
import { endFrame, speechFrame } from '../../harness/speech-frame.js';

/** When the recording notice of the rules that ship is due, after a call's first segment. */
const DUE_MS = 30_000;
/** Calls begin spread over this time, so that they meet every moment of what the pipeline does once a second. */
const SPREAD_MS = 3000;

/**
 * Measures how long after its deadline a call is cued that falls silent after one word, while nobody else speaks either.
 *
 * @throws Error where a cue is missing
 */
export async function measureSilentCalls(simulator: Simulator, count: number) {
  const since = simulator.journal.last();
  const dueAtMs = new Map<string, number>();
  for (let i = 0; i < count; i += 1) {
    const interactionId = `silent-${i}`;
    const frame = { interactionId, segmentId: `${interactionId}-1`, text: 'hello', startTime: cxoneNow() };
    dueAtMs.set(interactionId, cxoneNow() + DUE_MS);
    simulator.pushFrame(speechFrame(frame));
    await delay(SPREAD_MS / count);
  }
  await delay(DUE_MS);
  const interactionIds = [...dueAtMs.keys()];
  const title = 'Missing Mandatory Compliance Disclosure';
  const cuedAtMs = await awaitCues(simulator, { since, title, interactionIds });
  const late = createDistribution();
  for (const [id, atMs] of dueAtMs) {
    late.add((cuedAtMs.get(id) ?? Infinity) - atMs);
    simulator.pushFrame(endFrame(id));
  }
  return late;
}
