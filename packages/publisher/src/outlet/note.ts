import { CueRequest } from '@cueline/shared';
import { z } from 'zod';

const Noted = z.object({
  /** The idempotency key. */
  key: z.string(),
  /** The job that makes the request. */
  jobId: z.string(),
  /** When it was written, in ms of Redis' clock; it also distinguishes attempts. */
  notedAtMs: z.number(),
});

/**
 * A request about to be made to CXone, written down first. While the note exists the outcome is unknown, and whoever
 * finds it repeats exactly that request.
 */
export const Note = z.discriminatedUnion('kind', [
  Noted.extend({
    kind: z.literal(['missing', 'prohibited']),
    items: z.array(z.string()),
    body: CueRequest,
    /** When the first of them was due or heard (ms), for the log. */
    owedAtMs: z.number().optional(),
    /** Present if it is unclear whether they were said. */
    soft: z.literal(true).optional(),
  }),
  Noted.extend({
    kind: z.literal('resolve'),
    /** The idempotency key under which the cue was posted. */
    cueKey: z.string(),
    cueId: z.string(),
  }),
]);
export type Note = z.infer<typeof Note>;
