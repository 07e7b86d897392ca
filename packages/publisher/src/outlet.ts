import type { InteractionId } from '@cueline/shared';
import type { Admission } from './admission.js';
import type { Answer } from './answer.js';
import type { Note } from './note.js';

/** The final result of a request. */
export type Conclusion =
  | Extract<Answer, { kind: 'accepted' | 'ended' | 'rejected' | 'unsupported' }>
  | { kind: 'shadowed' };

/** The result of a request; `held`: CXone did not accept it, and it has to wait. */
export type Delivery = Conclusion | { kind: 'held'; forMs: number };

/** Where cues go: to CXone, or nowhere. */
export interface Outlet {
  /** Asks whether a request may be made now. */
  admit(): Promise<Admission>;
  /**
   * Makes the noted request.
   *
   * @throws CueError if it did not succeed but may on a retry
   */
  send(
    interactionId: InteractionId,
    note: Note,
    admission: Extract<Admission, { kind: 'admitted' }>,
  ): Promise<Delivery>;
}

/** Accepts every cue and posts none. */
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
