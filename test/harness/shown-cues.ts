import { CueRequest } from '@cueline/shared';
import type { Simulator } from '@cueline/simulator';

/** A cue that came up on a desktop. */
export interface ShownCue extends CueRequest {
  readonly interactionId: string;
  readonly atMs: number;
}

/** The titles of what a cue lists: of what the agent has not said yet, or has said though it is prohibited. */
export function cuedTitles({ description }: ShownCue): string[] {
  const titles = /^(?:Agent has not yet stated|Agent said): (.*?)\./.exec(description)?.[1] ?? '';
  return titles.split(', ');
}

/** Every cue that the simulator took for a new one, in order, after an entry of its journal. */
export function shownCues(simulator: Simulator, since = 0): ShownCue[] {
  return simulator.journal
    .read({ kind: 'cue', since })
    .filter(({ accepted }) => accepted)
    .map(({ interactionId, atMs, body }) => ({ ...CueRequest.parse(body), interactionId, atMs }));
}
