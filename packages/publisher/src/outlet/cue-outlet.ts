import type { InteractionId } from '@cueline/shared';
import type { OutletNames } from '../gate/outlet-names.js';
import type { Note } from './note.js';
import type { Answer } from './read-answer.js';

/**
 * A system that shows cues to agents: the seam behind which every way to a desktop stands. It makes one request and says what the answer
 * means. When a request may be made, what is repeated, and what becomes of the queue is decided before it.
 */
export interface CueOutlet {
  readonly names: OutletNames;
  /**
   * Shows the noted cue, or withdraws it, once.
   *
   * @param token what `credentials` gave
   * @throws CueError if there was no whole answer, or one that is too long
   */
  readonly send: (interactionId: InteractionId, note: Note, token: string) => Promise<Answer>;
}
