import type { JournalEntry } from '@cueline/simulator';
import { z } from 'zod';

/** What happens on the desktop of an agent. */
export type DesktopEvent =
  | { readonly kind: 'shown'; readonly interactionId: string; readonly cueId: string; readonly description: string }
  | { readonly kind: 'withdrawn'; readonly cueId: string };

const CueBody = z.object({ description: z.string() });
const MessageBody = z.object({ message: z.string() });

/** Reads what a cue of CXone's, or a message of NICE's to an agent, does on the desktop; undefined for all that agents do not see. */
export function desktopEvent(entry: JournalEntry): DesktopEvent | undefined {
  if (entry.kind === 'messageWithdrawn' && entry.status === 200)
    return { kind: 'withdrawn', cueId: entry.messageGroupGuid };
  if (entry.kind === 'cue' && entry.accepted) {
    const { interactionId, cueId = '', body } = entry;
    return { kind: 'shown', interactionId, cueId, description: CueBody.parse(body).description };
  }
  if (entry.kind === 'message' && entry.accepted) {
    const { contactId: interactionId = '', messageGroupGuid: cueId = '', body } = entry;
    return { kind: 'shown', interactionId, cueId, description: MessageBody.parse(body).message };
  }
  return undefined;
}
