import type { InteractionId } from '@cueline/shared';
import type { OutletNames } from '../gate/outlet-names.js';
import type { Note } from './note.js';
import type { Answer } from './read-answer.js';

/** What requests say beside the cue. */
export interface Asks {
  /** Attributes of the call without which no cue can be shown: they say whose desktop it is. */
  readonly attributes: readonly string[];
  /** That of them which says who the agent is; undefined if cues are shown to the call, whoever takes it. */
  readonly agent: string | undefined;
  /** How long a cue is to be seen; undefined if that is not said. */
  readonly visibleMs: number | undefined;
}

/**
 * A system that shows cues to agents: the seam behind which every way to a desktop stands. It makes one request and says what the answer
 * means. When a request may be made, what is repeated, and what becomes of the queue is decided before it.
 */
export interface CueOutlet {
  readonly names: OutletNames;
  /** What its requests say beside the cue; undefined if nothing. */
  readonly asks: Asks | undefined;
  /** Whether a cue can be withdrawn. */
  readonly canWithdraw: boolean;
  /**
   * Shows the noted cue, or withdraws it, once. One that may have been made before is looked for first, where the receiver knows no keys.
   *
   * @throws CueError if there was no whole answer, or one that is too long
   */
  readonly send: (interactionId: InteractionId, note: Note, token: string, isRepeated?: boolean) => Promise<Answer>;
}
