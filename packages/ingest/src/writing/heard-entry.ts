import type { InteractionId } from '@cueline/shared';

/** A segment or end frame on its way into the stream. */
export interface HeardEntry {
  readonly interactionId: InteractionId;
  /** When it was heard: µs of our monotonic clock. */
  readonly heardUs: number;
  /** How long before that it was said, in µs, as far as its platform's delay allows; unset if it came at once. */
  readonly saidBeforeUs?: number;
  /** When it was heard in µs of Redis' clock; converted once, then kept. */
  heardAtUs?: number;
  /** Identifies the entry, whichever ingest heard it. */
  readonly digest: string;
  /** JSON of the stream's `segment` field. */
  readonly segment: string;
  /** Its interaction, if that is traced. */
  readonly traced?: InteractionId;
  /** The interaction that it ends, if it is an end frame. */
  readonly ends?: InteractionId;
  /** Called when Redis has it. */
  readonly onWritten?: () => void;
}

/** Approximate memory of an entry besides its text: the object and its slots in arrays. */
const OVERHEAD_BYTES = 250;
/**
 * One character beyond Latin-1, such as a typographic apostrophe, makes a whole string take two bytes per character.
 */
const BYTES_PER_CHARACTER = 2;

/** Approximate memory that entries take, in bytes. */
export function bytesOf(entries: readonly HeardEntry[]): number {
  return entries.reduce((sum, { segment }) => sum + BYTES_PER_CHARACTER * segment.length + OVERHEAD_BYTES, 0);
}
