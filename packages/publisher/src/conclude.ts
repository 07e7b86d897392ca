import { afterPost, afterResolve, type Desktop, maskStart } from '@cueline/rules';
import type { InteractionId } from '@cueline/shared';
import type { Note } from './note.js';
import type { Conclusion } from './outlet.js';

/** What is recorded of a request whose outcome is known. */
export interface Concluded {
  /** The metric's label. */
  readonly outcome: 'posted' | 'resolved' | 'shadowed' | 'interaction_ended' | 'dead_letter' | 'resolve_unsupported';
  readonly desktop: Desktop;
  readonly deadLetter?: Readonly<Record<string, string>>;
}

/** Most characters of an answer's body kept in a dead letter. */
const KEPT_CHARS = 2000;

/**
 * Computes what a request has changed. A request that CXone will never accept counts as handled, so it is not retried.
 */
export function conclude(
  conclusion: Conclusion,
  {
    interactionId,
    note,
    desktop,
    nowMs,
  }: { interactionId: InteractionId; note: Note; desktop: Desktop; nowMs: number },
): Concluded {
  const handled = (cueId?: string, shadow = false) =>
    note.kind === 'resolve'
      ? afterResolve(desktop, note.cueKey)
      : afterPost(desktop, { kind: note.kind, items: note.items }, { key: note.key, cueId, nowMs, shadow });
  switch (conclusion.kind) {
    case 'accepted':
      return { outcome: note.kind === 'resolve' ? 'resolved' : 'posted', desktop: handled(conclusion.cueId) };
    case 'shadowed':
      return { outcome: 'shadowed', desktop: handled(undefined, true) };
    case 'ended':
      return { outcome: 'interaction_ended', desktop: handled() };
    case 'unsupported':
      return { outcome: 'resolve_unsupported', desktop };
    case 'rejected':
      return {
        outcome: 'dead_letter',
        desktop: handled(),
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
