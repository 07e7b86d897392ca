import { readCalls, TranscriptError, type Call } from '@cueline/simulator';
import { CommandError } from './command-error.js';
import { ExitCode } from './exit-code.js';

/**
 * Reads recorded calls, NDJSON or packed with gzip.
 *
 * @throws CommandError
 */
export async function readTranscripts(file: string): Promise<Call[]> {
  try {
    return await readCalls(file);
  } catch (error) {
    if (error instanceof TranscriptError) throw new CommandError(ExitCode.usage, error.message, { cause: error });
    throw error;
  }
}
