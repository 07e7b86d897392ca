import { setTimeout as delay } from 'node:timers/promises';
import { CueRequest } from '@cueline/shared';
import type { Simulator } from '@cueline/simulator';

const POLL_MS = 100;

export interface AwaitCuesOptions {
  /** Where in the simulator's journal to begin. */
  readonly since: number;
  readonly title: CueRequest['title'];
  readonly interactionIds: readonly string[];
  /** Longer than any cue may take: then it is missing. */
  readonly patienceMs?: number;
}

/**
 * Gives when the request for the first such cue came, by interaction, in ms of the simulator's clock.
 *
 * @throws Error where one has not come in time
 */
export async function awaitCues(
  simulator: Simulator,
  { since, title, interactionIds, patienceMs = 10_000 }: AwaitCuesOptions,
): Promise<ReadonlyMap<string, number>> {
  const giveUpAtMs = performance.now() + patienceMs;
  for (;;) {
    const cuedAtMs = new Map<string, number>();
    for (const { interactionId, atMs, body } of simulator.journal.read({ kind: 'cue', since })) {
      if (CueRequest.parse(body).title === title && !cuedAtMs.has(interactionId)) cuedAtMs.set(interactionId, atMs);
    }
    const missing = interactionIds.filter((id) => !cuedAtMs.has(id));
    if (missing.length === 0) return cuedAtMs;
    if (performance.now() > giveUpAtMs)
      throw new Error(`no cue came for ${missing.length} calls, ${missing[0]} is the first`);
    await delay(POLL_MS);
  }
}
