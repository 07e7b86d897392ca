import { z } from 'zod';

/** Maps our name for each frame field to the name in the tenant's frames. */
export const FrameFields = z
  .strictObject({
    type: z.string(),
    isFinal: z.string(),
    interactionId: z.string(),
    speaker: z.string(),
    text: z.string(),
    confidence: z.string(),
    segmentId: z.string(),
    startTime: z.string(),
    endTime: z.string(),
    language: z.string(),
    attributes: z.string(),
  })
  .partial();
export type FrameFields = z.infer<typeof FrameFields>;

/** Maps a frame's speaker to a role. */
export const SpeakerMap = z.record(z.string(), z.enum(['agent', 'customer', 'other']));
export type SpeakerMap = z.infer<typeof SpeakerMap>;
