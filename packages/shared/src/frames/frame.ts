import type { FrameFormat } from './frame-format.js';
import {
  readAttributes,
  readBoolean,
  readConfidence,
  readId,
  readInteractionId,
  readLanguage,
  readText,
  readTime,
} from './frame-values.js';
import { parseJson } from '../text/parse-json.js';
import { hasWords } from '../text/marks.js';
import { plainText } from '../text/plain-text.js';
import type { Field, PlacedRecord } from './layout.js';
import type { InteractionId, Segment } from './segment.js';
import { plainName, roleOf } from './speaker-role.js';

/** Why a frame is bad; `missing_` and `invalid_` are followed by our name for the field. */
export type BadFrameReason =
  | 'binary'
  | 'too_large'
  | 'not_json'
  | 'not_an_object'
  | 'invalid_isFinal'
  | `${'missing' | 'invalid'}_${'interactionId' | 'speaker' | 'text'}`;

/** Fields without which a frame is speech all the same. One that cannot be read counts as absent. */
export const OPTIONAL_FIELDS = ['confidence', 'segmentId', 'startTime', 'endTime', 'language', 'attributes'] as const;
export type OptionalField = (typeof OPTIONAL_FIELDS)[number];

/** A segment as received, possibly without an id. */
export type FrameSegment = Omit<Segment, 'segmentId'> & { segmentId?: string | undefined };

/** A parsed frame from the transcription socket. */
export type Frame =
  | {
      kind: 'segment';
      segment: FrameSegment;
      /** The speaker's name in the frame, if it maps to no role. */
      unknownSpeaker: string | undefined;
      /** Fields that are there and cannot be read. */
      unusable: readonly OptionalField[];
      /** What names it if it has no id; without it, all of its frame does. */
      content?: string;
    }
  /** A final without words, as recognisers send them for silence, ringing and music. */
  | { kind: 'wordless'; interactionId: InteractionId }
  /** `unheard`: some of the interaction may not have been heard. */
  | { kind: 'end'; interactionId: InteractionId; unheard?: true | undefined }
  /** `isMarked`: whether it says that it is not final, as opposed to saying nothing. Its interaction is as in the frame. */
  /** `talking`: the interaction whose agent says it. */
  | { kind: 'interim'; isMarked: boolean; interaction: unknown; talking?: InteractionId | undefined }
  /** `type` is as in the frame, if it is a scalar. */
  | { kind: 'control'; type: string | undefined }
  /** `interactionId` is set if it could be read. */
  | { kind: 'bad'; reason: BadFrameReason; interactionId: InteractionId | undefined };

/** Larger frames are bad frames. */
export const MAX_FRAME_BYTES = 256 * 1024;

/**
 * Parses one raw frame of a platform into its records. A bad record does not spoil its neighbours. None comes of a frame that the
 * platform's file says is of no use.
 */
export function parseFrames(data: Buffer, isBinary: boolean, format: FrameFormat): readonly Frame[] {
  if (format.layout === undefined) return [parseFrame(data, isBinary, format)];
  const frame = parseObject(data, isBinary);
  return typeof frame === 'string' ? [bad(frame)] : readFrames(frame, format);
}

/** Parses one raw frame whose one record has its fields at its top. */
export function parseFrame(data: Buffer, isBinary: boolean, format: FrameFormat): Frame {
  const frame = parseObject(data, isBinary);
  return typeof frame === 'string' ? bad(frame) : readRecord(placeFlat(frame, format), format);
}

/** Reads the records of a frame that is parsed already. */
export const readFrames = (frame: object, format: FrameFormat): readonly Frame[] =>
  placeRecords(frame, format).map((record) => readRecord(record, format));

/** Where the records of a frame hold what ours hold. */
export const placeRecords = (frame: object, format: FrameFormat): readonly PlacedRecord[] =>
  format.layout === undefined ? [placeFlat(frame, format)] : format.layout.place(frame);

function parseObject(data: Buffer, isBinary: boolean): object | BadFrameReason {
  if (isBinary) return 'binary';
  if (data.length > MAX_FRAME_BYTES) return 'too_large';
  let frame: unknown;
  try {
    frame = parseJson(data);
  } catch {
    return 'not_json';
  }
  return typeof frame === 'object' && frame !== null && !Array.isArray(frame) ? frame : 'not_an_object';
}

function placeFlat(frame: object, format: FrameFormat): PlacedRecord {
  const field: Field = (ours) => {
    const name = format.fields[ours] ?? ours;
    return Object.hasOwn(frame, name) ? Reflect.get(frame, name) : undefined;
  };
  return { kind: kindOf(readText(field('type')), format), field };
}

/** Reads one record. */
export function readRecord({ kind, field, part }: PlacedRecord, format: FrameFormat): Frame {
  if (kind === 'end') {
    const interactionId = readInteractionId(field('interactionId'));
    return interactionId === undefined ? unreadable('interactionId', field) : { kind, interactionId };
  }
  if (kind === 'control') return { kind, type: readText(field('type')) };

  const mark = field('isFinal') ?? undefined;
  const isFinal = readBoolean(mark ?? false);
  if (isFinal === undefined) return bad('invalid_isFinal', readInteractionId(field('interactionId')));
  if (!isFinal) {
    const isMarked = mark !== undefined;
    return {
      kind: 'interim',
      isMarked,
      interaction: field('interactionId'),
      talking: isMarked ? talkingIn(field, format) : undefined,
    };
  }
  const frame = readSegment(field, format);
  if (part === undefined || frame.kind !== 'segment' || frame.segment.segmentId !== undefined) return frame;
  return { ...frame, content: JSON.stringify([frame.segment.interactionId, part]) };
}

function kindOf(type: string | undefined, format: FrameFormat): PlacedRecord['kind'] {
  if (type === undefined) return 'control';
  if (type === format.transcriptionType) return 'transcription'; // spares the rest of it for most frames
  const name = plainName(type);
  if (format.endTypes.includes(name)) return 'end';
  return name === format.transcriptionType ? 'transcription' : 'control';
}

function readSegment(field: Field, format: FrameFormat): Frame {
  const interactionId = readInteractionId(field('interactionId'));
  if (interactionId === undefined) return unreadable('interactionId', field);
  const name = readText(field('speaker'));
  if (name === undefined) return unreadable('speaker', field);
  const said = field('text') === null ? '' : readText(field('text'));
  if (said === undefined) return unreadable('text', field);
  const text = plainText(said);
  if (!hasWords(text)) return { kind: 'wordless', interactionId };

  const unusable: OptionalField[] = [];
  const optional = <T>(ours: OptionalField, read: (value: unknown) => T | undefined): T | undefined => {
    const value = field(ours) ?? undefined; // null counts as absent
    const readable = value === undefined ? undefined : read(value);
    if (value !== undefined && readable === undefined) unusable.push(ours);
    return readable;
  };
  const role = roleOf(name, format) ?? format.others;
  return {
    kind: 'segment',
    segment: {
      interactionId,
      segmentId: optional('segmentId', readId),
      speaker: role ?? 'other',
      text,
      confidence: optional('confidence', readConfidence) ?? 1,
      startMs: optional('startTime', readTime),
      endMs: optional('endTime', readTime),
      language: optional('language', readLanguage),
      attributes: optional('attributes', readAttributes),
    },
    unknownSpeaker: role === undefined ? name : undefined,
    unusable,
  };
}

/** The interaction in which an agent says these words; undefined if it is somebody else, or says nothing. */
function talkingIn(field: Field, format: FrameFormat): InteractionId | undefined {
  const speaker = readText(field('speaker'));
  const text = readText(field('text'));
  const isAgent = speaker !== undefined && (roleOf(speaker, format) ?? format.others) === 'agent';
  return isAgent && text !== undefined && hasWords(plainText(text))
    ? readInteractionId(field('interactionId'))
    : undefined;
}

function unreadable(name: 'interactionId' | 'speaker' | 'text', field: Field): Frame {
  const isMissing = (field(name) ?? undefined) === undefined;
  return bad(`${isMissing ? 'missing' : 'invalid'}_${name}`, readInteractionId(field('interactionId')));
}

function bad(reason: BadFrameReason, interactionId?: InteractionId): Frame {
  return { kind: 'bad', reason, interactionId };
}
