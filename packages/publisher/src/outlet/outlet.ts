import type { InteractionId } from '@cueline/shared';
import type { Admission } from '../gate/admission.js';
import type { Answer } from './read-answer.js';
import type { Note } from './note.js';

/** The final result of a request. */
export type Conclusion =
  | Extract<Answer, { kind: 'accepted' | 'refused' | 'rejected' | 'unsupported' }>
  /** CXone no longer knows the interaction, and nobody hears it. */
  | { kind: 'ended'; status: number; body: string }
  | { kind: 'shadowed' };

/** The result of a request; `held`: CXone did not accept it, and it has to wait. */
export type Delivery = Conclusion | { kind: 'held'; forMs: number };

/** A request about to be made. */
export interface OutletRequest {
  readonly interactionId: InteractionId;
  readonly note: Note;
  /** Whether the interaction has not ended and was heard lately, so that CXone should know it. */
  readonly isHeard: boolean;
  /** Whether it may have been made before. */
  readonly isRepeated: boolean;
}

/** Where cues go: to CXone, or nowhere. */
export interface Outlet {
  /** Asks whether a request may be made now. */
  admit(): Promise<Admission>;
  /**
   * Makes the noted request.
   *
   * @throws CueError if it did not succeed but may on a retry
   */
  send(request: OutletRequest, admission: Extract<Admission, { kind: 'admitted' }>): Promise<Delivery>;
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
