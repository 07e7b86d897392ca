import { z } from 'zod';
import type { TranscriptionSettings } from './cxone-settings.js';
import type { Segment } from './segment.js';

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

/** The format of a tenant's frames. */
export interface FrameFormat {
  /** The `type` of frames that carry speech. */
  readonly transcriptionType: string;
  readonly endTypes: readonly string[];
  /** Maps our field names to theirs, where they differ. */
  readonly fields: FrameFields;
  /** Maps a frame's speaker to a role. */
  readonly speakers: ReadonlyMap<string, Segment['speaker']>;
}

/** Builds the frame format from the settings. */
export function createFrameFormat(settings: TranscriptionSettings): FrameFormat {
  return {
    transcriptionType: settings.CXONE_TRANSCRIPTION_TYPE,
    endTypes: settings.CXONE_END_TYPES,
    fields: settings.CXONE_FIELDS,
    speakers: new Map([
      ...(['agent', 'customer', 'other'] as const).map((speaker) => [speaker, speaker] as const),
      ...Object.entries(settings.CXONE_SPEAKERS),
    ]),
  };
}
