/** Something can't be worked out; trying again will not help, unlike when Redis is away. */
export class UnprocessableError extends Error {
  override readonly name = 'UnprocessableError';

  /** @param what can't be worked out; what was said must not be in it */
  constructor(what: string, cause: unknown) {
    super(`${what} can't be worked out: ${cause instanceof Error ? cause.name : 'unknown'}`, { cause });
  }
}
