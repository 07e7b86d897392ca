import { parseFrame, partitionOf, type FrameFormat, type StreamedSegment } from '@cueline/shared';
import type { BadFrames } from './bad-frames.js';
import type { Hearing } from './hearing.js';
import { createFrameNames, shortDigest } from './frame-digest.js';
import type { IngestMetrics } from './metrics.js';
import type { Writer } from './writer.js';

export interface ReceiverContext {
  readonly format: FrameFormat;
  readonly partitions: number;
  readonly writer: Writer;
  readonly badFrames: BadFrames;
  readonly hearing: Pick<Hearing, 'hear'>;
  readonly metrics: IngestMetrics;
}

/** Sends each frame where it belongs: speech and end frames to the stream, bad frames aside. */
export function createReceiver({ format, partitions, writer, badFrames, hearing, metrics }: ReceiverContext) {
  const nameFrame = createFrameNames(() => metrics.namesForgotten.inc());

  function write(segment: StreamedSegment, what: string, heardUs: number): void {
    const { interactionId } = segment;
    writer.add(partitionOf(interactionId, partitions), {
      heardUs,
      digest: shortDigest(interactionId, what),
      segment: JSON.stringify(segment),
    });
  }

  /** @param heardUs when it was heard, by our monotonic clock */
  return (data: Buffer, isBinary: boolean, heardUs: number): void => {
    const frame = parseFrame(data, isBinary, format);
    metrics.frames.inc({ kind: frame.kind });
    hearing.hear(frame, data, heardUs);
    switch (frame.kind) {
      case 'segment': {
        if (frame.unknownSpeaker !== undefined) metrics.unknownSpeakers.inc();
        for (const field of frame.unusable) metrics.unusableFields.inc({ field });
        const segmentId = frame.segment.segmentId ?? nameFrame(data);
        const { speaker, text } = frame.segment;
        // other content under an id is speech of its own
        write({ ...frame.segment, segmentId }, `segment ${segmentId}\0${speaker}\0${text}`, heardUs);
        break;
      }
      case 'end':
        // an id that is used again ends again
        write({ interactionId: frame.interactionId, ended: true }, `end ${nameFrame(data)}`, heardUs);
        break;
      case 'bad':
        metrics.badFrames.inc({ reason: frame.reason });
        void badFrames.keep({ ...frame, data });
        break;
      case 'wordless':
      case 'interim':
      case 'control':
        break;
    }
  };
}
