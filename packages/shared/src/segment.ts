import { z } from 'zod';

/** CXone's id of an interaction, as sent: any string up to 256 bytes. */
export const InteractionId = z.string().min(1).brand<'InteractionId'>();
export type InteractionId = z.infer<typeof InteractionId>;

/** One finished stretch of speech, as it lies in the stream. */
export const Segment = z.object({
  interactionId: InteractionId,
  /** As sent; where frames have none, a digest that ingest made. */
  segmentId: z.string().min(1),
  speaker: z.enum(['agent', 'customer', 'other']),
  text: z.string(),
  /** How sure the recogniser was, 0 to 1. */
  confidence: z.number().min(0).max(1),
  /** When it began and ended, in ms since the epoch, where frames have it. */
  startMs: z.number().optional(),
  endMs: z.number().optional(),
  language: z.string().optional(),
  attributes: z.record(z.string(), z.string()).optional(),
});
export type Segment = z.infer<typeof Segment>;

/** The interaction has ended, as it lies in the stream. */
export const EndFrame = z.object({ interactionId: InteractionId, ended: z.literal(true) });
export type EndFrame = z.infer<typeof EndFrame>;

/** What the `segment` field of a stream entry holds (JSON). Its `heardAt` field is in ms, with a fraction. */
export const StreamedSegment = z.union([EndFrame, Segment]);
export type StreamedSegment = z.infer<typeof StreamedSegment>;
