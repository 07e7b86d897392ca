/** A cue did not reach the desktop, but may on a retry. Callers read `code`, people read the message. */
export class CueError extends Error {
  override readonly name = 'CueError';
  readonly code: 'TIMED_OUT' | 'UNREACHABLE' | 'UNAVAILABLE' | 'UNAUTHORIZED';
  constructor(code: CueError['code'], message: string) {
    super(message);
    this.code = code;
  }

  /** Whether CXone may have accepted the cue anyway. */
  get mayBeTaken(): boolean {
    return this.code !== 'UNAUTHORIZED';
  }
}
