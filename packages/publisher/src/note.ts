import { CueRequest } from '@cueline/shared';
import { z } from 'zod';

const Noted = z.object({
  /** The idempotency key. */
  key: z.string(),
  /** The job that makes the request. */
  jobId: z.string(),
  /** When it was written, in ms of Redis' clock. It also tells one attempt from the next. */
  notedAtMs: z.number(),
});

/**
 * What is about to be asked of CXone, written down before. As long as it stands, it is not known what became of it, and
 * whoever finds it repeats exactly that.
 */
export const Note = z.discriminatedUnion('kind', [
  Noted.extend({ kind: z.literal(['missing', 'prohibited']), items: z.array(z.string()), body: CueRequest }),
  Noted.extend({
    kind: z.literal('resolve'),
    /** The idempotency key under which the cue was posted. */
    cueKey: z.string(),
    cueId: z.string(),
  }),
]);
export type Note = z.infer<typeof Note>;
