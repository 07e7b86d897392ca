import { afterPost, afterRefusal, afterResolve, type Desktop, maskStart } from '@cueline/rules';
import type { InteractionId } from '@cueline/shared';
import type { Note } from '../outlet/note.js';
import type { Conclusion } from '../outlet/outlet.js';

/** How a request may end, as the metric has it. */
export const OUTCOMES = [
  'posted',
  'resolved',
  'shadowed',
  'refused',
  'interaction_ended',
  'dead_letter',
  'resolve_unsupported',
] as const;

/** What is recorded of a request whose outcome is known. */
export interface Concluded {
  /** The metric's label. */
  readonly outcome: (typeof OUTCOMES)[number];
  readonly desktop: Desktop;
  readonly deadLetter?: Readonly<Record<string, string>>;
}

/** Most characters of an answer's body kept in a dead letter. */
const KEPT_CHARS = 2000;
/** Most characters of it kept with the interaction. */
const SHOWN_CHARS = 200;

/**
 * Computes what a request has changed. A cue that was refused is not on the desktop; only one that CXone will never
 * accept is not tried again.
 */
export function conclude(
  conclusion: Conclusion,
  {
    interactionId,
    note,
    desktop,
    nowUs,
  }: { interactionId: InteractionId; note: Note; desktop: Desktop; nowUs: number },
): Concluded {
  const handled = (cueId?: string, shadow = false) =>
    note.kind === 'resolve'
      ? afterResolve(desktop, note.cueKey)
      : afterPost(desktop, note, { key: note.key, cueId, to: note.to, nowUs, soft: note.soft, shadow });
  const refused = ({ status, body }: { status: number; body: string }, isFinal: boolean) =>
    note.kind === 'resolve'
      ? afterResolve(desktop, note.cueKey) // tried once: a cue that stays open does no harm
      : afterRefusal(desktop, note, { status, body: maskStart(body, SHOWN_CHARS), nowUs, isFinal });
  switch (conclusion.kind) {
    case 'accepted':
      return { outcome: note.kind === 'resolve' ? 'resolved' : 'posted', desktop: handled(conclusion.cueId) };
    case 'shadowed':
      return { outcome: 'shadowed', desktop: handled(undefined, true) };
    case 'refused':
      return { outcome: 'refused', desktop: refused(conclusion, false) };
    case 'ended':
      return { outcome: 'interaction_ended', desktop: refused(conclusion, false) };
    case 'unsupported':
      return { outcome: 'resolve_unsupported', desktop };
    case 'rejected':
      return {
        outcome: 'dead_letter',
        desktop: refused(conclusion, true),
        deadLetter: {
          reason: 'cue_rejected',
          interactionId,
          status: String(conclusion.status),
          body: maskStart(conclusion.body, KEPT_CHARS),
          request: JSON.stringify(note),
        },
      };
    default:
      return conclusion satisfies never;
  }
}
