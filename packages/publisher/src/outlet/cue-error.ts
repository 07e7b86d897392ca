import type { InteractionId } from '@cueline/shared';

/** A cue did not reach the desktop, but may on a retry. Callers read `code`, people read the message. */
export class CueError extends Error {
  override readonly name = 'CueError';
  readonly code: 'TIMED_OUT' | 'UNREACHABLE' | 'UNAVAILABLE' | 'UNAUTHORIZED';
  /** The HTTP status, if there was an answer. */
  readonly status: number | undefined;
  /** The interaction whose cue it was, for the log. */
  interactionId?: InteractionId;
  /** How long the answer asked to wait, in ms. */
  readonly retryAfterMs: number | undefined;
  constructor(
    code: CueError['code'],
    message: string,
    answer: { status?: number | undefined; retryAfterMs?: number | undefined } = {},
  ) {
    super(message);
    this.code = code;
    this.status = answer.status;
    this.retryAfterMs = answer.retryAfterMs;
  }

  /** Whether CXone may have accepted the cue anyway. */
  get mayBeTaken(): boolean {
    return this.code !== 'UNAUTHORIZED';
  }
}
