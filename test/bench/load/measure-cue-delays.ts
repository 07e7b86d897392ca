import { setTimeout as delay } from 'node:timers/promises';
import type { Simulator } from '@cueline/simulator';
import { awaitCues } from './await-cues.js';
import { cxoneNow } from './cxone-now.js';
import { createDistribution } from '../../harness/distribution.js';
import { endFrame, speechFrame } from '../../harness/speech-frame.js';

/** How long a call goes on after the phrase. */
const CALL_GOES_ON_MS = 4000;

export interface CueDelaysOptions {
  readonly simulator: Simulator;
  /** What the interactions' ids begin with. */
  readonly name: string;
  readonly count: number;
  readonly perSecond: number;
  /** For a load under which cues may take longer than calls go on: the calls then end when all are cued, which may take so long. */
  readonly patienceMs?: number;
}

/**
 * Says a prohibited phrase in one call after another, and measures from the sending of its frame to the request for its
 * cue, both by the simulator's clock.
 *
 * @throws Error where a cue is missing
 */
export async function measureCueDelays({ simulator, name, count, perSecond, patienceMs }: CueDelaysOptions) {
  const since = simulator.journal.last();
  const sentAtMs = new Map<string, number>();
  for (let i = 0; i < count; i += 1) {
    const interactionId = `${name}-${i}`;
    const text = 'with this one you have a guaranteed profit';
    const startTime = cxoneNow() - 1500;
    const frame = JSON.stringify(speechFrame({ interactionId, segmentId: `${interactionId}-1`, text, startTime }));
    sentAtMs.set(interactionId, cxoneNow());
    simulator.pushFrame(frame);
    if (patienceMs === undefined) setTimeout(() => simulator.pushFrame(endFrame(interactionId)), CALL_GOES_ON_MS);
    // at no fixed beat, so that it does not always fall on the same moment of somebody else's
    await delay((0.5 + Math.random()) * (1000 / perSecond));
  }

  const interactionIds = [...sentAtMs.keys()];
  const title = 'Prohibited phrase';
  const cuedAtMs = await awaitCues(simulator, { since, title, interactionIds, ...(patienceMs && { patienceMs }) });
  if (patienceMs !== undefined) for (const id of interactionIds) simulator.pushFrame(endFrame(id));
  const delays = createDistribution();
  for (const [id, atMs] of sentAtMs) delays.add((cuedAtMs.get(id) ?? Infinity) - atMs);
  return delays;
}
