/** What is stored of a call cannot be read; the message says so in one sentence. */
export class UnreadableCallError extends Error {
  override readonly name = 'UnreadableCallError';
}
