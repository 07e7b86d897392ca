/** A cue did not reach the desktop, and may at another try. Callers read `code`, people read the message. */
export class CueError extends Error {
  override readonly name = 'CueError';
  readonly code: 'TIMED_OUT' | 'UNREACHABLE' | 'UNAVAILABLE' | 'UNAUTHORIZED';
  constructor(code: CueError['code'], message: string) {
    super(message);
    this.code = code;
  }

  /** Whether CXone may have taken the cue all the same. */
  get mayBeTaken(): boolean {
    return this.code !== 'UNAUTHORIZED';
  }
}
