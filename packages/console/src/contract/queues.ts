import { z } from 'zod';
import { Ms } from './common.js';

export const Shelf = z.enum(['dead', 'bad-frames', 'discarded', 'archive-dead']);
export type Shelf = z.infer<typeof Shelf>;

/** Letters with the same reason. */
export const ReasonGroup = z.object({
  reason: z.string(),
  count: z.number(),
  /** Those of them that are segments: they can be put back. On the shelf `dead` the others can be tried again. */
  entries: z.number(),
  latestAtMs: Ms,
});
export type ReasonGroup = z.infer<typeof ReasonGroup>;

/** `GET /api/queues`. */
export const Queues = z.object({
  atMs: Ms,
  jobs: z.object({ active: z.number(), waiting: z.number(), delayed: z.number() }),
  oldestJobMs: z.number(),
  /** Calls that wait for a look. */
  outbox: z.number(),
  hold: z
    .object({
      reason: z.string(),
      sentence: z.string(),
      remedy: z.string().optional(),
      untilMs: Ms,
      /** What CXone answered, if that caused it. */
      why: z.string(),
    })
    .optional(),
  isPausedInBullmq: z.boolean(),
  /** Cues of live calls that were not posted, by rule. */
  notSent: z.array(
    z.object({
      rule: z.string(),
      title: z.string(),
      stale: z.number(),
      heldBack: z.number(),
      /** Posted, and rejected. */
      refused: z.number(),
    }),
  ),
  shelves: z.array(z.object({ shelf: Shelf, total: z.number(), groups: z.array(ReasonGroup) })),
});
export type Queues = z.infer<typeof Queues>;

/** A dead letter, or something else that was put aside. */
export const Letter = z.object({
  /** `<partition>/<entry>`. */
  id: z.string(),
  atMs: Ms,
  reason: z.string(),
  /** A segment that could not be processed, a cue that CXone rejected, or a frame that could not be read. */
  what: z.enum(['segment', 'cue', 'notice', 'frame', 'outcome']),
  interactionId: z.string().optional(),
  /** All fields, masked. */
  fields: z.record(z.string(), z.string()),
  canBePutBack: z.boolean(),
});
export type Letter = z.infer<typeof Letter>;

/** `GET /api/queues/:shelf?reason=&before=`: the latest first, 100 at most. */
export const Letters = z.object({
  letters: z.array(Letter),
  /** For `before`, if there are more. */
  next: z.string().optional(),
});
export type Letters = z.infer<typeof Letters>;
