import type { ArchivedEntry } from './outcome-entry.js';

/** An outcome as it was read from its stream. */
export interface ReadOutcome {
  /** Its entry in the stream. */
  readonly entryId: string;
  readonly entry: ArchivedEntry;
}

/** Where outcomes are kept. Each is a consumer group of its own, so that one that fails does not stop another. */
export interface Sink {
  /** As metrics, log and status name it. */
  readonly name: 'database' | 'files';
  /** Its consumer group on every partition's outcomes. */
  readonly group: string;
  /**
   * Resolves when all are kept for good; writing them again is harmless.
   *
   * @returns how many it did not have before
   */
  write(outcomes: readonly ReadOutcome[]): Promise<number>;
  /**
   * Why an outcome cannot be kept, if the error is due to it and not to the sink: trying again will not help. Names no value, as
   * what was said may be in it.
   */
  reasonAgainst(error: unknown): string | undefined;
}

/** The consumer group of each sink. Every group that is on the stream holds up its trimming. */
export const GROUPS: Readonly<Record<Sink['name'], string>> = { database: 'archive', files: 'archive-files' };
