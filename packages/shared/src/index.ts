export { createKeys, partitionOf, type Keys, type Partition } from './keys.js';
export { EndFrame, InteractionId, LookJob, Segment, StreamedSegment } from './segment.js';
