import { z } from 'zod';
import type { Segment } from './segment.js';
import { plainName } from './speaker-role.js';

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
  /** The `type` of frames that carry speech; types are compared without case and surrounding space. */
  readonly transcriptionType: string;
  readonly endTypes: readonly string[];
  /** Maps our field names to theirs, where they differ. */
  readonly fields: FrameFields;
  /** Maps a frame's speaker to a role, by the settings: as written, and as `plainName` writes it. */
  readonly speakers: ReadonlyMap<string, Segment['speaker']>;
  /** The same as the settings have it. */
  readonly named: SpeakerMap;
}

/** The settings that say how a tenant writes its frames. */
export interface FrameSettings {
  readonly CXONE_TRANSCRIPTION_TYPE: string;
  readonly CXONE_END_TYPES: readonly string[];
  readonly CXONE_FIELDS: FrameFields;
  readonly CXONE_SPEAKERS: SpeakerMap;
}

/** Builds the frame format from the settings. A speaker that is written as in the settings counts as they say. */
export function createFrameFormat(settings: FrameSettings): FrameFormat {
  const speakers = Object.entries(settings.CXONE_SPEAKERS);
  return {
    transcriptionType: plainName(settings.CXONE_TRANSCRIPTION_TYPE),
    endTypes: settings.CXONE_END_TYPES.map(plainName),
    fields: settings.CXONE_FIELDS,
    speakers: new Map([
      ...(['agent', 'customer', 'other'] as const).map((speaker) => [speaker, speaker] as const),
      ...speakers.map(([name, role]) => [plainName(name), role] as const),
      ...speakers,
    ]),
    named: settings.CXONE_SPEAKERS,
  };
}
