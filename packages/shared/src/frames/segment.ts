import { z } from 'zod';

/** CXone's id of an interaction, as sent. `frame-values.ts` limits it to 256 bytes. */
export const InteractionId = z.string().min(1).brand<'InteractionId'>();
export type InteractionId = z.infer<typeof InteractionId>;

/** ms since the Unix epoch, as far as a `Date` reaches: matchers keep µs, and far larger numbers would become infinite. */
export const EpochMs = z.number().max(8.64e15);

/** One finished stretch of speech, as stored in the stream. */
export const Segment = z.object({
  interactionId: InteractionId,
  /** As sent, or made by ingest from a digest of the frame if it has none. */
  segmentId: z.string().min(1),
  speaker: z.enum(['agent', 'customer', 'other']),
  text: z.string(),
  /** How sure the recogniser was, 0 to 1. */
  confidence: z.number().min(0).max(1),
  /** When it began and ended, in ms since the Unix epoch, if the frame says so. */
  startMs: EpochMs.optional(),
  endMs: EpochMs.optional(),
  language: z.string().optional(),
  attributes: z.record(z.string(), z.string()).optional(),
  /** The ingest that heard it came so late to its interaction that what was said at the beginning may not have been heard. */
  late: z.literal(true).optional(),
});
export type Segment = z.infer<typeof Segment>;

/** Marks the end of an interaction, as stored in the stream. */
export const EndFrame = z.object({
  interactionId: InteractionId,
  ended: z.literal(true),
  /** Some of it may not have been heard by the ingest that heard the end. */
  unheard: z.literal(true).optional(),
});
export type EndFrame = z.infer<typeof EndFrame>;

/** The content of a stream entry's `segment` field (JSON). The entry's `heardAt` field is in ms, with a fraction. */
export const StreamedSegment = z.union([EndFrame, Segment]);
export type StreamedSegment = z.infer<typeof StreamedSegment>;
