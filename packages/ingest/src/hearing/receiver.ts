import { type Frame, type Segment, type StreamedSegment, type Tracing } from '@cueline/shared';
import type { BadFrames } from './bad-frames.js';
import { createEntryNames } from './entry-names.js';
import type { Hearing } from './hearing.js';
import type { IngestMetrics } from '../metrics.js';
import type { Talking } from './talking.js';
import type { Writer } from '../writing/writer.js';

export interface ReceiverContext {
  readonly writer: Writer;
  /** How long a text takes at most from speech to us. */
  readonly delayMs: number;
  readonly badFrames: BadFrames;
  readonly hearing: Pick<Hearing, 'hear'>;
  readonly talking: Talking;
  readonly metrics: IngestMetrics;
  readonly tracing: Tracing | undefined;
}

/** Sends each record of a frame where it belongs: speech and end frames to the stream, bad frames aside. */
export function createReceiver(context: ReceiverContext) {
  const { writer, delayMs, badFrames, hearing, talking, metrics, tracing } = context;
  const names = createEntryNames(() => metrics.namesForgotten.inc());

  /**
   * How long ago that was said which came just now, as far as the platform's delay allows, in µs. Without times it counts as said
   * just now: who waits for the delay as well then hears all of it in time, and cues nobody for what was said.
   */
  function saidBeforeUs(segment: StreamedSegment): number {
    const agoMs = 'ended' in segment ? undefined : saidAgoMs(segment);
    if (agoMs === undefined) return 0;
    metrics.textDelay.observe(agoMs / 1000);
    return Math.round(Math.min(agoMs, delayMs) * 1000);
  }

  function write(segment: StreamedSegment, digest: string, heardUs: number, onWritten?: () => void): void {
    const { interactionId } = segment;
    const beforeUs = saidBeforeUs(segment);
    writer.add({
      interactionId,
      heardUs,
      ...(beforeUs === 0 ? {} : { saidBeforeUs: beforeUs }),
      digest,
      segment: JSON.stringify(segment),
      ...(tracing?.isTraced(interactionId) === true ? { traced: interactionId } : {}),
      ...('ended' in segment ? { ends: interactionId } : {}),
      ...(onWritten === undefined ? {} : { onWritten }),
    });
  }

  /**
   * @param data the frame that the record is in
   * @param heardUs when it was heard, by our monotonic clock
   * @param onWritten called when Redis has it, if it is speech or an end frame; again if Redis loses it and has it anew
   * @param socket which of several that bring the same frames
   */
  return (frame: Frame, data: Buffer, heardUs: number, onWritten?: () => void, socket?: number): void => {
    metrics.frames.inc({ kind: frame.kind });
    hearing.hear(frame, data, heardUs);
    switch (frame.kind) {
      case 'segment': {
        if (frame.unknownSpeaker !== undefined) metrics.unknownSpeakers.inc();
        for (const field of frame.unusable) metrics.unusableFields.inc({ field });
        const segment = {
          ...frame.segment,
          segmentId: frame.segment.segmentId ?? names.segmentId(frame.content ?? data, socket),
        };
        write(segment, names.digestSegment(segment), heardUs, onWritten);
        break;
      }
      case 'end':
        write(
          { interactionId: frame.interactionId, ended: true, ...(frame.unheard === true ? { unheard: true } : {}) },
          names.digestEnd(frame.interactionId, heardUs),
          heardUs,
          onWritten,
        );
        break;
      case 'bad':
        metrics.badFrames.inc({ reason: frame.reason });
        void badFrames.keep({ ...frame, data });
        break;
      case 'interim':
        if (frame.talking !== undefined) talking.heard(frame.talking);
        break;
      case 'wordless':
      case 'control':
        break;
    }
  };
}
/** How long ago that was said which came just now, by the times of its frame, in ms; undefined if it has none. */
function saidAgoMs({ startMs, endMs = startMs }: Pick<Segment, 'startMs' | 'endMs'>): number | undefined {
  return endMs === undefined ? undefined : Math.max(0, Date.now() - endMs);
}
export type Receiver = ReturnType<typeof createReceiver>;
