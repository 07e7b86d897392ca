// The note of an interaction, in the field `posting` of its hash:
//
// | state     | in Redis                              | whoever looks    | next                                                     |
// | --------- | ------------------------------------- | ---------------- | -------------------------------------------------------- |
// | none      | no `posting`                          | may write a note | under way                                                |
// | under way | `posting`, and the lock of its job    | waits            | none, when the answer is recorded, or if CXone surely    |
// |           |                                       |                  | has not taken the request; else unknown                  |
// | unknown   | `posting`; the lock is gone, or it is | repeats the      | under way, with the same key and body; none, if it would |
// |           | that of the job that looks            | request          | resolve a cue and CXone does not support that            |
//
// A request that is repeated keeps its note until it is answered: CXone may have taken the first one. If the interaction ends
// meanwhile the note goes with its hash, and what becomes of the request changes nothing.
import { CueRequest } from '@cueline/shared';
import { z } from 'zod';

const Noted = z.object({
  /** The idempotency key. */
  key: z.string(),
  /** The job that makes the request. */
  jobId: z.string(),
  /** When it was written, in ms of Redis' clock; it also distinguishes attempts. */
  notedAtMs: z.number(),
  /** What else the request says, so that repeating it says the same: `now`, `expires`, `attributes.NAME`. Only of outlets that ask for it. */
  facts: z.record(z.string(), z.string()).optional(),
  /** The agent that it is for, if the outlet addresses agents. */
  to: z.string().optional(),
});

/**
 * A request about to be made to CXone, written down first. While the note exists the outcome is unknown, and whoever
 * finds it repeats exactly that request. In Redis it also has its format, `v`.
 */
export const Note = z.discriminatedUnion('kind', [
  Noted.extend({
    kind: z.literal(['missing', 'prohibited', 'wrong', 'declined', 'unanswered']),
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
