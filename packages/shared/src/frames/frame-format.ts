import type { FrameFields, SpeakerMap } from './frame-fields.js';
import type { Layout } from './layout.js';
import type { Segment } from './segment.js';
import { plainName } from './speaker-role.js';

export { FrameFields, SpeakerMap } from './frame-fields.js';

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
  /** What a speaker is whose name says nothing. */
  readonly others?: Segment['speaker'] | undefined;
  /** Set if a frame is more than one record with these fields. */
  readonly layout?: Layout | undefined;
}

/** What a platform file says of frames. The settings may say otherwise. */
export interface FrameContract extends Pick<
  FrameFormat,
  'transcriptionType' | 'endTypes' | 'fields' | 'named' | 'others'
> {
  /** Set if a frame is more than one record with these fields; some fields may lie elsewhere in it. */
  readonly layout?: ((elsewhere: FrameFields) => Layout) | undefined;
}

/** What CXone documents: each frame is one record. */
export const CXONE_CONTRACT: FrameContract = {
  transcriptionType: 'transcription',
  endTypes: ['interactionEnded'],
  fields: {},
  named: {},
};

/** The settings that say how a tenant writes its frames. */
export interface FrameSettings {
  readonly PLATFORM_FILE?: FrameContract | undefined;
  readonly CXONE_TRANSCRIPTION_TYPE: string;
  readonly CXONE_END_TYPES: readonly string[];
  readonly CXONE_FIELDS: FrameFields;
  readonly CXONE_SPEAKERS: SpeakerMap;
}

/**
 * Builds the frame format from the settings. A speaker that is written as in the settings counts as they say. Types that are set to
 * something other than their default, fields and speakers count before those of the platform file.
 */
export function createFrameFormat(settings: FrameSettings): FrameFormat {
  const contract = settings.PLATFORM_FILE ?? CXONE_CONTRACT;
  const named = { ...contract.named, ...settings.CXONE_SPEAKERS };
  const speakers = Object.entries(named);
  const set = <T>(value: T, standard: T, given: T) => (String(value) === String(standard) ? given : value);
  const { transcriptionType, endTypes } = CXONE_CONTRACT;
  return {
    transcriptionType: plainName(set(settings.CXONE_TRANSCRIPTION_TYPE, transcriptionType, contract.transcriptionType)),
    endTypes: set(settings.CXONE_END_TYPES, endTypes, contract.endTypes).map(plainName),
    fields: { ...contract.fields, ...settings.CXONE_FIELDS },
    speakers: new Map([
      ...(['agent', 'customer', 'other'] as const).map((speaker) => [speaker, speaker] as const),
      ...speakers.map(([name, role]) => [plainName(name), role] as const),
      ...speakers,
    ]),
    named,
    others: contract.others,
    layout: contract.layout?.(settings.CXONE_FIELDS),
  };
}
