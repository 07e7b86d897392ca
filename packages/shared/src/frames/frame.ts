import type { FrameFields, FrameFormat } from './frame-format.js';
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
    }
  /** A final without words, as recognisers send them for silence, ringing and music. */
  | { kind: 'wordless'; interactionId: InteractionId }
  | { kind: 'end'; interactionId: InteractionId }
  /** `isMarked`: whether it says that it is not final, as opposed to saying nothing. Its interaction is as in the frame. */
  /** `talking`: the interaction whose agent says it. */
  | { kind: 'interim'; isMarked: boolean; interaction: unknown; talking?: InteractionId | undefined }
  /** `type` is as in the frame, if it is a scalar. */
  | { kind: 'control'; type: string | undefined }
  /** `interactionId` is set if it could be read. */
  | { kind: 'bad'; reason: BadFrameReason; interactionId: InteractionId | undefined };

/** Larger frames are bad frames. */
export const MAX_FRAME_BYTES = 256 * 1024;

/** Parses one raw frame from the socket. */
export function parseFrame(data: Buffer, isBinary: boolean, format: FrameFormat): Frame {
  if (isBinary) return bad('binary');
  if (data.length > MAX_FRAME_BYTES) return bad('too_large');
  let frame: unknown;
  try {
    frame = parseJson(data);
  } catch {
    return bad('not_json');
  }
  if (typeof frame !== 'object' || frame === null || Array.isArray(frame)) return bad('not_an_object');
  return readFrame(frame, format);
}

function readFrame(frame: object, format: FrameFormat): Frame {
  const field = (ours: keyof FrameFields): unknown => {
    const name = format.fields[ours] ?? ours;
    return Object.hasOwn(frame, name) ? Reflect.get(frame, name) : undefined;
  };
  const type = readText(field('type'));
  const kind = kindOf(type, format);
  if (kind === 'end') {
    const interactionId = readInteractionId(field('interactionId'));
    return interactionId === undefined ? unreadable('interactionId', field) : { kind, interactionId };
  }
  if (kind === 'control') return { kind, type };

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
  return readSegment(field, format);
}

function kindOf(type: string | undefined, format: FrameFormat): 'end' | 'transcription' | 'control' {
  if (type === undefined) return 'control';
  if (type === format.transcriptionType) return 'transcription'; // spares the rest of it for most frames
  const name = plainName(type);
  if (format.endTypes.includes(name)) return 'end';
  return name === format.transcriptionType ? 'transcription' : 'control';
}

type Field = (name: keyof FrameFields) => unknown;

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
  const role = roleOf(name, format);
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
  const isAgent = speaker !== undefined && roleOf(speaker, format) === 'agent';
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
