import { CueRequest } from '@cueline/shared';
import type { JournalEntry, Simulator } from '@cueline/simulator';

/** A cue that came up on a desktop. */
export interface ShownCue extends CueRequest {
  readonly interactionId: string;
  readonly atMs: number;
}

/** The titles that a cue lists: disclosures not yet said, or prohibited phrases that were. */
export function cuedTitles({ description }: ShownCue): string[] {
  const titles = /^(?:Agent has not yet stated|Agent may have stated|Agent said): (.*?)\./.exec(description)?.[1] ?? '';
  return titles.split(', ');
}

/** Every cue that the simulator took for a new one, in order, after an entry of its journal. */
export function shownCues(simulator: Simulator, since = 0): ShownCue[] {
  return shownCuesOf(simulator.journal.read({ kind: 'cue', since }));
}

/** Every cue in a part of the journal that the simulator took for a new one, in order. */
export function shownCuesOf(journal: readonly JournalEntry[]): ShownCue[] {
  return journal.flatMap((entry) => {
    if (entry.kind !== 'cue' || !entry.accepted) return [];
    const { interactionId, atMs, body } = entry;
    return { ...CueRequest.parse(body), interactionId, atMs };
  });
}
