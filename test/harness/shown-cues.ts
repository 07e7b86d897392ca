import { CueRequest } from '@cueline/shared';
import type { JournalEntry, Simulator } from '@cueline/simulator';
import { z } from 'zod';

/** What came up on a desktop, and for which call. */
export interface Shown {
  readonly interactionId: string;
  readonly atMs: number;
  readonly description: string;
}

/** A cue that came up on a desktop. */
export type ShownCue = CueRequest & Shown;

/** The titles that a cue lists: disclosures not yet said, or prohibited phrases that were. */
export function cuedTitles({ description }: Shown): string[] {
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

/** Every message to an agent on NICE's desktop, in order, for the contact that the agent has; one that is repeated is there twice. */
export function shownMessages(simulator: Simulator): Shown[] {
  return simulator.journal.read({ kind: 'message' }).flatMap(({ accepted, atMs, agentId, contactId, body }) => {
    const { message } = Message.parse(body);
    const interactionId = contactId ?? `no contact of agent ${agentId}`;
    return accepted ? { interactionId, atMs, description: message } : [];
  });
}
const Message = z.object({ message: z.string() });
