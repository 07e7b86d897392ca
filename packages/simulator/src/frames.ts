import type { Call } from './call.js';

/** What leaves on the transcription sockets, with what the journal says about it. */
export interface OutgoingFrame {
  readonly kind:
    | 'segment'
    | 'end'
    | 'interim'
    | 'malformed'
    | 'oversized'
    | 'binary'
    | 'wordless'
    | 'uncorrected'
    | 'pushed';
  readonly interactionId?: string;
  readonly segmentId?: string;
  /** The frame's text, as sent. */
  readonly data: string;
}

/** A frame and when it is sent, in ms since the epoch. */
export interface TimedFrame {
  readonly atMs: number;
  readonly frame: OutgoingFrame;
}

/** How a call becomes frames. */
export interface FrameOptions {
  /** How many times faster than real time. */
  readonly speed: number;
  /** Whether an end frame closes the call. */
  readonly endFrames: boolean;
  /** How long after the last segment the end frame follows, in ms of real time. */
  readonly endDelayMs: number;
  /** Leave out `segmentId`, `startTime` and `endTime`, which CXone does not promise. */
  readonly bareFrames: boolean;
}

/**
 * The frames of one call in the order in which they are sent: each when its speech ends.
 * @param startedAtMs when the call began, in ms since the epoch
 * @param suffix makes the ids of this copy of the call its own
 */
export function* timedFrames(
  call: Call,
  { speed, endFrames, endDelayMs, bareFrames }: FrameOptions,
  startedAtMs: number,
  suffix: string,
): Generator<TimedFrame> {
  const interactionId = call.interactionId + suffix;
  const at = (ms: number) => startedAtMs + ms / speed;
  const segments = [...call.segments].sort((a, b) => a.endMs - b.endMs);
  for (const { segmentId, startMs, endMs, speaker, text, confidence, language, attributes } of segments) {
    const optional = bareFrames
      ? {}
      : { segmentId: segmentId + suffix, startTime: Math.round(at(startMs)), endTime: Math.round(at(endMs)) };
    const body = {
      type: 'transcription',
      isFinal: true,
      interactionId,
      speaker,
      text,
      confidence,
      ...optional,
      language,
      attributes,
    };
    const data = JSON.stringify(body);
    yield { atMs: at(endMs), frame: { kind: 'segment', interactionId, segmentId: segmentId + suffix, data } };
  }
  if (!endFrames) return;
  const endMs = call.endMs ?? (segments.at(-1)?.endMs ?? 0) + endDelayMs;
  const data = JSON.stringify({ type: 'interactionEnded', interactionId });
  yield { atMs: at(endMs), frame: { kind: 'end', interactionId, data } };
}
