import { FrameFields, type FrameFormat } from './frame-format.js';
import { WireSegment, WireInteractionId } from './wire-segment.js';
import type { InteractionId, Segment } from './segment.js';

/** Why a frame is bad; `missing_` and `invalid_` are followed by our name for the field. */
export type BadFrameReason =
  | 'binary'
  | 'too_large'
  | 'not_json'
  | 'not_an_object'
  | `${'missing' | 'invalid'}_${keyof FrameFields}`;

/** A segment as received, possibly without an id. */
export type FrameSegment = Omit<Segment, 'segmentId'> & { segmentId?: string | undefined };

/** A parsed frame from the transcription socket. */
export type Frame =
  /** `unknownSpeaker` is the speaker's name as it came, if it is not known. */
  | { kind: 'segment'; segment: FrameSegment; unknownSpeaker: string | undefined }
  | { kind: 'end'; interactionId: InteractionId }
  /** `isMarked`: whether it says that it is not final, as opposed to saying nothing. */
  | { kind: 'interim'; isMarked: boolean }
  /** `type` as it came, if it is text. */
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
    frame = JSON.parse(data.toString());
  } catch {
    return bad('not_json');
  }
  if (typeof frame !== 'object' || frame === null || Array.isArray(frame)) return bad('not_an_object');
  return readFields(new Map(Object.entries(frame)), format);
}

function readFields(frame: ReadonlyMap<string, unknown>, format: FrameFormat): Frame {
  // null counts as absent
  const field = (name: keyof FrameFields) => frame.get(format.fields[name] ?? name) ?? undefined;
  const type = field('type');
  if (format.endTypes.some((endType) => endType === type)) return readEnd(field('interactionId'));
  if (type !== format.transcriptionType) return { kind: 'control', type: typeof type === 'string' ? type : undefined };
  const isFinal = field('isFinal');
  if (isFinal === undefined || isFinal === false) return { kind: 'interim', isMarked: isFinal === false };

  const parsed = WireSegment.safeParse({
    isFinal,
    interactionId: field('interactionId'),
    speaker: field('speaker'),
    text: field('text'),
    confidence: field('confidence'),
    segmentId: field('segmentId'),
    startTime: field('startTime'),
    endTime: field('endTime'),
    language: field('language'),
    attributes: field('attributes'),
  });
  if (!parsed.success) {
    const name = FrameFields.keyof().parse(parsed.error.issues[0]?.path[0]);
    return bad(`${field(name) === undefined ? 'missing' : 'invalid'}_${name}`, field('interactionId'));
  }
  const { interactionId, segmentId, text, confidence, startTime, endTime, language, attributes } = parsed.data;
  const speaker = format.speakers.get(parsed.data.speaker);
  return {
    kind: 'segment',
    segment: {
      interactionId,
      segmentId,
      speaker: speaker ?? 'other',
      text,
      confidence,
      startMs: startTime,
      endMs: endTime,
      language,
      attributes,
    },
    unknownSpeaker: speaker === undefined ? parsed.data.speaker : undefined,
  };
}

function readEnd(id: unknown): Frame {
  const interactionId = WireInteractionId.safeParse(id);
  if (interactionId.success) return { kind: 'end', interactionId: interactionId.data };
  return bad(id === undefined ? 'missing_interactionId' : 'invalid_interactionId');
}

function bad(reason: BadFrameReason, id?: unknown): Frame {
  return { kind: 'bad', reason, interactionId: WireInteractionId.safeParse(id).data };
}
