import { z } from 'zod';

/** A cue that was posted. */
export const PostedCue = z.object({
  /** The idempotency key. */
  key: z.string(),
  /** What CXone called it, where it said so. */
  cueId: z.string().optional(),
  kind: z.enum(['missing', 'prohibited']),
  /** Ids of the disclosures, or of the one prohibited phrase. */
  items: z.array(z.string()),
  postedAtMs: z.number(),
  open: z.boolean(),
  /** Present if it was unclear whether its items were said. */
  soft: z.literal(true).optional(),
  /** Present if it was only decided, in shadow mode, and posted nowhere. */
  shadow: z.literal(true).optional(),
});
export type PostedCue = z.infer<typeof PostedCue>;

/** A cue that the platform did not take: it is not shown. */
export const RefusedCue = z.object({
  kind: PostedCue.shape.kind,
  items: PostedCue.shape.items,
  /** The HTTP status of the last answer, and the start of its body, masked. */
  status: z.number(),
  body: z.string(),
  atMs: z.number(),
  /** How often it was refused. */
  times: z.number(),
  /** Absent if it is not tried again. */
  retryAtMs: z.number().optional(),
});
export type RefusedCue = z.infer<typeof RefusedCue>;

/** What the agent's desktop shows of one interaction. */
export const Desktop = z.object({
  cues: z.array(PostedCue),
  /** Absent until a cue was refused. */
  refused: z.array(RefusedCue).optional(),
  /** Prohibited phrases that were heard too long ago to be cued. */
  stale: z.array(z.string()),
  /** Items that a cap on cues has held back. */
  heldBack: z.array(z.string()),
});
export type Desktop = z.infer<typeof Desktop>;

export const EMPTY_DESKTOP: Desktop = { cues: [], stale: [], heldBack: [] };
