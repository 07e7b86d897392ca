import { plainText } from '@cueline/shared';
import { z } from 'zod';

/** One stretch of speech in a call to be played; times in ms of real time since the call began. */
export const CallSegment = z.object({
  interactionId: z.string().min(1),
  segmentId: z.string().min(1),
  speaker: z.string(),
  startMs: z.number().min(0),
  endMs: z.number().min(0),
  text: z.string().transform(plainText),
  confidence: z.number().min(0).max(1).optional(),
  attributes: z.record(z.string(), z.string()).optional(),
  /** Such as `es-US`. */
  language: z.string().optional(),
});
export type CallSegment = z.infer<typeof CallSegment>;

/** A call to be played. */
export const Call = z.object({
  interactionId: z.string().min(1),
  /** What the call shows, in one line. */
  description: z.string().optional(),
  /** When it began, in ms since the Unix epoch, if that is known. */
  startedAtMs: z.number().optional(),
  segments: z.array(CallSegment.omit({ interactionId: true })),
  /** When its end frame is sent; without it, a little after its last segment. */
  endMs: z.number().min(0).optional(),
});
export type Call = z.infer<typeof Call>;
