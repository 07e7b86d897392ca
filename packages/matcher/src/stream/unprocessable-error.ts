/** An entry or a stored interaction can't be processed; a retry will not help, unlike when Redis is away. */
export class UnprocessableError extends Error {
  override readonly name = 'UnprocessableError';

  /** @param what can't be worked out; must not contain speech */
  constructor(what: string, cause: unknown) {
    super(`${what} can't be worked out: ${cause instanceof Error ? cause.name : 'unknown'}`, { cause });
  }
}
