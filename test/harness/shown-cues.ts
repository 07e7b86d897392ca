import { CueRequest } from '@cueline/shared';
import type { Simulator } from '@cueline/simulator';

/** A cue that came up on a desktop. */
export interface ShownCue extends CueRequest {
  readonly interactionId: string;
  readonly atMs: number;
}

/** Every cue that the simulator took for a new one, in order. */
export function shownCues(simulator: Simulator): ShownCue[] {
  return simulator.journal
    .read({ kind: 'cue' })
    .filter(({ accepted }) => accepted)
    .map(({ interactionId, atMs, body }) => ({ ...CueRequest.parse(body), interactionId, atMs }));
}
