import type { InteractionId } from '@cueline/shared';
import type { Admission } from './admission.js';
import type { Answer } from './answer.js';
import type { Note } from './note.js';

/** What settles a request for good. */
export type Conclusion =
  | Extract<Answer, { kind: 'accepted' | 'ended' | 'rejected' | 'unsupported' }>
  | { kind: 'shadowed' };

/** What became of a request; `held` is one that CXone did not take, and that is to wait. */
export type Delivery = Conclusion | { kind: 'held'; forMs: number };

/** Where cues go: to CXone, or nowhere. */
export interface Outlet {
  /** Asks whether a request may be made now. */
  admit(): Promise<Admission>;
  /**
   * Makes the request that was noted.
   * @throws CueError when it did not succeed and may at another try
   */
  send(
    interactionId: InteractionId,
    note: Note,
    admission: Extract<Admission, { kind: 'admitted' }>,
  ): Promise<Delivery>;
}

/** Takes every cue and shows it to nobody. */
export function createShadowOutlet(): Outlet {
  return {
    admit: () =>
      Promise.resolve({
        kind: 'admitted',
        isProbe: false,
        max: Infinity,
        isCurrent: () => true,
        over: () => Promise.resolve(),
      }),
    send: () => Promise.resolve({ kind: 'shadowed' }),
  };
}
