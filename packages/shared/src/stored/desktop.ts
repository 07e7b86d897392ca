import { z } from 'zod';
import { StoredFormat } from './format.js';

const PostedCue = z.object({
  key: z.string(),
  cueId: z.string().optional(),
  kind: z.enum(['missing', 'prohibited', 'wrong', 'declined', 'unanswered']),
  items: z.array(z.string()),
  postedAtMs: z.number(),
  open: z.boolean(),
  to: z.string().optional(),
  soft: z.literal(true).optional(),
  shadow: z.literal(true).optional(),
});

const RefusedCue = z.object({
  kind: PostedCue.shape.kind,
  items: PostedCue.shape.items,
  status: z.number(),
  body: z.string(),
  atMs: z.number(),
  times: z.number(),
  retryAtMs: z.number().optional(),
});

/** A `Desktop` of `packages/rules`, as it is stored: in ms. */
export const StoredDesktop = z.object({
  cues: z.array(PostedCue),
  refused: z.array(RefusedCue).optional(),
  stale: z.array(z.string()),
  heldBack: z.array(z.string()),
});
export type StoredDesktop = z.infer<typeof StoredDesktop>;

/** Formats an interaction's field `desktop`. */
export const formatDesktop = (desktop: StoredDesktop, format: number): string =>
  JSON.stringify({ v: format, ...desktop });

const Formatted = z.object({ v: StoredFormat });

/**
 * Parses an interaction's field `desktop`; an interaction without it shows nothing.
 *
 * @throws {ZodError | SyntaxError} if it is something else
 */
export function parseDesktop(field: string | undefined): StoredDesktop {
  if (field === undefined) return { cues: [], stale: [], heldBack: [] };
  const desktop: unknown = JSON.parse(field);
  Formatted.parse(desktop);
  return StoredDesktop.parse(desktop);
}
