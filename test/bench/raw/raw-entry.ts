import { type FrameFormat, parseFrame, partitionOf } from '@cueline/shared';

/** Turns a frame into what ingest would write: the partition, a space, and the entry's field `segment`. */
export function createRawEntry(format: FrameFormat, partitions: number) {
  return (frame: object): string => {
    const parsed = parseFrame(Buffer.from(JSON.stringify(frame)), false, format);
    if (parsed.kind !== 'segment' && parsed.kind !== 'end') throw new TypeError(`no entry: ${parsed.kind}`);
    const content = parsed.kind === 'end' ? { interactionId: parsed.interactionId, ended: true } : parsed.segment;
    return `${partitionOf(content.interactionId, partitions)} ${JSON.stringify(content)}`;
  };
}
