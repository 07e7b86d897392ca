import { type Frame, type FrameFormat, parseFrames, placeRecords } from '@cueline/shared';
import type { CallSink } from '../call-format.js';

type Fields = Readonly<Record<string, unknown>>;

/** A frame as `cueline record` writes it: with when it was heard. */
function heardFrame(fields: Fields): { heardAtMs: number; raw: string; isBinary: boolean } | undefined {
  const { heardAt, frame, binary } = fields;
  if (typeof heardAt !== 'number' || frame === undefined) return undefined;
  return {
    heardAtMs: heardAt,
    raw: typeof frame === 'string' ? frame : JSON.stringify(frame),
    isBinary: binary === true,
  };
}

/** A call that is heard so soon in a recording may have begun before it: somebody says something at least so often. */
const CUT_MS = 10_000;

/** How many calls of a recording may lack something at its ends; undefined if none does. */
function cutText(atBeginning: number, atEnd: number): string | undefined {
  if (atBeginning + atEnd === 0) return undefined;
  const calls = (many: number) => (many === 1 ? '1 call was' : `${many} calls were`);
  const parts = [
    ...(atBeginning > 0
      ? [`${calls(atBeginning)} heard within its first ${CUT_MS / 1000} s and may have begun before it`]
      : []),
    ...(atEnd > 0 ? [`${calls(atEnd)} not over at its end`] : []),
  ];
  return `a recording: ${parts.join(', ')}; what was said outside of it counts as not said`;
}

/** Reads captured frames as ingest does. Frames that ingest could not read are noted, as it would only count them, too. */
export function createFrameReader(format: FrameFormat, sink: CallSink) {
  const bad = new Map<string, string[]>();
  const heard = new Set<string>();
  const ended = new Set<string>();
  /** Of what `cueline record` wrote: when each call was heard first, and the first frame of all. */
  const beganAtMs = new Map<string, number>();
  let recordedFromMs = Infinity;
  let frames = 0;
  let firstControl: { readonly place: string; readonly fields: string } | undefined;
  let isSpeech = false;

  function readFrame(raw: string, isBinary: boolean, heardAtMs: number | undefined, place: string): void {
    frames += 1;
    if (heardAtMs !== undefined) recordedFromMs = Math.min(recordedFromMs, heardAtMs);
    for (const frame of parseFrames(Buffer.from(raw), isBinary, format)) readRecord(frame, raw, heardAtMs, place);
  }

  function readRecord(frame: Frame, raw: string, heardAtMs: number | undefined, place: string): void {
    if (frame.kind === 'control')
      firstControl ??= { place, fields: Object.keys(JSON.parse(raw)).slice(0, 6).join(', ') };
    else isSpeech = true;
    if (frame.kind === 'bad') bad.set(frame.reason, [...(bad.get(frame.reason) ?? []), place]);
    if (frame.kind === 'end') {
      ended.add(frame.interactionId);
      sink.end(frame.interactionId, heardAtMs);
    }
    if (frame.kind !== 'segment') return;
    const { interactionId, segmentId, speaker, text, confidence, startMs, endMs, attributes, language } = frame.segment;
    const identity = JSON.stringify([interactionId, segmentId, speaker, text]);
    if (segmentId !== undefined && heard.has(identity)) return; // sent again
    heard.add(identity);
    if (heardAtMs !== undefined)
      beganAtMs.set(interactionId, Math.min(beganAtMs.get(interactionId) ?? Infinity, heardAtMs));
    if (ended.delete(interactionId)) sink.end(interactionId); // the call continues under its id: it ends later
    sink.say(
      {
        callId: interactionId,
        segmentId,
        speaker: frame.unknownSpeaker ?? speaker,
        role: frame.unknownSpeaker === undefined ? speaker : undefined,
        text,
        startMs: heardAtMs === undefined ? startMs : Math.min(startMs ?? heardAtMs, heardAtMs),
        endMs: heardAtMs ?? endMs,
        confidence,
        attributes,
        language,
      },
      place,
    );
  }

  return {
    /** Whether it is a frame, and not a line of a transcript that may carry the type of the frame that it was. */
    isFrame(fields: Fields): boolean {
      if (heardFrame(fields) !== undefined) return true;
      const isKnown = placeRecords(fields, format).some(({ kind }) => kind !== 'control');
      return isKnown && !('startMs' in fields) && !('endMs' in fields);
    },
    read(fields: Fields, raw: string, place: string): void {
      const captured = heardFrame(fields);
      readFrame(captured?.raw ?? raw, captured?.isBinary === true, captured?.heardAtMs, place);
    },
    /**
     * Notes what could not be read.
     *
     * @param isMixed whether the file holds transcripts, too
     */
    close(isMixed: boolean): void {
      if (firstControl !== undefined && !isSpeech && !isMixed) {
        const { place, fields } = firstControl;
        sink.note(
          `neither a known transcript nor a frame of type "${format.transcriptionType}": ${place}, with the fields ${fields}`,
        );
      }
      const cut = cutText(
        [...beganAtMs.values()].filter((ms) => ms < recordedFromMs + CUT_MS).length,
        [...beganAtMs.keys()].filter((id) => !ended.has(id)).length,
      );
      if (cut !== undefined) sink.note(cut);
      for (const [reason, places] of bad) {
        const where = places.length === 1 ? places[0] : `${places[0]} and ${places.length - 1} others`;
        sink.note(`${places.length} of ${frames} frames are bad frames (${reason}): ${where}`);
      }
    },
  };
}
