import { z } from 'zod';
import type { TranscriptionSettings } from './cxone-settings.js';
import type { Segment } from './segment.js';

/** Our names of a frame's fields, each to the name that the tenant's frames use. */
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

/** What frames call a speaker, to who that is. */
export const SpeakerMap = z.record(z.string(), z.enum(['agent', 'customer', 'other']));
export type SpeakerMap = z.infer<typeof SpeakerMap>;

/** How a tenant's frames are written. */
export interface FrameFormat {
  /** The `type` of frames that carry speech. */
  readonly transcriptionType: string;
  readonly endTypes: readonly string[];
  /** Our names of fields to theirs, where they differ. */
  readonly fields: FrameFields;
  /** What frames call a speaker, to who that is. */
  readonly speakers: ReadonlyMap<string, Segment['speaker']>;
}

/** The format that the settings describe. */
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
