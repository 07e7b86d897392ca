/** Recorded calls cannot be read; the message names the file and the place, one line for each mistake. */
export class TranscriptError extends Error {
  override readonly name = 'TranscriptError';
}
