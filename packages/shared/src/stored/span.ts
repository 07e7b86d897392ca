import { z } from 'zod';
import { StoredFormat } from './format.js';

/**
 * How far an ingest has listened to a partition: JSON in the hash at `keys.listening`. `write-segments.lua` writes it,
 * `fire-due.lua` reads it. Times are in ms of Redis' clock, with a fraction.
 *
 * The span of an ingest's open socket is in the field `replica:<id>`, one that has ended in `replica:<id>:<number>`.
 */
export const StoredSpan = z.object({
  v: StoredFormat,
  /** From here on everything was heard… */
  sinceMs: z.number(),
  /** …and up to here everything heard is written. */
  untilMs: z.number(),
  /** When it was written last. */
  seenAtMs: z.number(),
  /** Its number; an ingest counts its spans. */
  span: z.number(),
  /** How often the ingest has written to this partition. */
  calls: z.number(),
  /** How long a text takes at most from speech to the ingest, as its platform file says. */
  delayMs: z.number().optional(),
  /** Whether the ingest has heard more than it has written. */
  more: z.literal(true).optional(),
});
export type StoredSpan = z.infer<typeof StoredSpan>;

/** The id of the ingest whose latest span this field of `listening` holds; `undefined` of all other fields. */
export function replicaOf(field: string): string | undefined {
  return /^replica:([^:]*)$/.exec(field)?.[1];
}
