import { ListenError } from './create-simulator.js';
import { TranscriptError } from './calls/transcript-error.js';
import { FlagError } from './simulator-flags.js';

/** Whether the simulator can't run as its flags say; the error's message tells why in one line. */
export function isUsageError(error: unknown): error is FlagError | TranscriptError | ListenError {
  return [FlagError, TranscriptError, ListenError].some((kind) => error instanceof kind);
}
