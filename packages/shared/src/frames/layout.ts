import type { FrameFields } from './frame-fields.js';

/** The value of a field of ours in one record, as it stands there; undefined if it is not there. */
export type Field = (name: keyof FrameFields) => unknown;

/** One record of a frame, and where it holds what ours hold. */
export interface PlacedRecord {
  readonly kind: 'transcription' | 'end' | 'control';
  readonly field: Field;
  /** The record, if it is a part of its frame. */
  readonly part?: unknown;
}

/** How the frames of a platform are laid out, where they are not flat: several records in one frame, values within values. */
export interface Layout {
  /** The records of a frame, in order. None if the frame is known to be of no use. */
  readonly place: (frame: object) => readonly PlacedRecord[];
  /** The names of the keys under which a field of ours lies. */
  readonly names: (field: keyof FrameFields) => readonly string[];
}
