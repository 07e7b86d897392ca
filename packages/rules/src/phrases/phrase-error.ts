/** A phrase that cannot be read; `hint` says what would be right, `offset` is the character at which it went wrong. */
export class PhraseError extends Error {
  override readonly name = 'PhraseError';
  readonly hint: string;
  readonly offset: number;
  constructor(message: string, hint: string, offset: number) {
    super(message);
    this.hint = hint;
    this.offset = offset;
  }
}

/** What is wrong with a phrase, and from which UTF-16 code unit on. */
export interface PhraseFlaw {
  readonly offset: number;
  readonly message: string;
  readonly hint: string;
}
