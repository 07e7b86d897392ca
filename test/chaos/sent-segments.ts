import type { JournalEntry } from '@cueline/simulator';
import type { ChaosCall, Timing } from './chaos-calls.js';

/** Speech this near its deadline may be in time or late, since the laboratory itself may be late. */
const CLOSE_MS = 4000;

/** When each segment of a run was sent first, in ms since the epoch, and whether an ingest listened then. */
export function readSentSegments(journal: readonly JournalEntry[]) {
  const segments = new Map<string, { readonly atMs: number; readonly sockets: number }>();
  let lastUnheardMs = -Infinity;
  /** Interactions with an end frame that reached no ingest. */
  const unended = new Set<string>();
  for (const entry of journal) {
    if (entry.kind !== 'frame') continue;
    const { frame, segmentId, atMs, sockets } = entry;
    if (sockets === 0) lastUnheardMs = atMs;
    if (frame === 'end' && sockets === 0 && entry.interactionId !== undefined) unended.add(entry.interactionId);
    if (frame === 'segment' && segmentId !== undefined && !segments.has(segmentId))
      segments.set(segmentId, { atMs, sockets });
  }
  const sentAtMs = (segmentId: string) => segments.get(segmentId)?.atMs;
  return {
    sentAtMs,
    /** When a frame was last sent that nobody heard. */
    lastUnheardMs,
    /** When the first segment of a call was sent. */
    beganAtMs: ({ call }: ChaosCall): number => sentAtMs(call.segments[0]?.segmentId ?? '') ?? 0,
    /** Whether each segment of a call reached an ingest, and the end of the call that had its id before. */
    isHeard: ({ call, earlier }: ChaosCall): boolean =>
      [...call.segments, ...(earlier?.call.segments ?? [])].every(
        ({ segmentId }) => (segments.get(segmentId)?.sockets ?? 0) > 0,
      ) &&
      (earlier === undefined || !unended.has(call.interactionId)),
    /** Whether something was said so near its deadline that it may be in time or late. */
    isClose({ afterSegmentId, saidSegmentId, dueMs }: Timing): boolean {
      const [afterMs, saidMs] = [sentAtMs(afterSegmentId), sentAtMs(saidSegmentId)];
      return afterMs !== undefined && saidMs !== undefined && Math.abs(saidMs - afterMs - dueMs) < CLOSE_MS;
    },
  };
}
export type SentSegments = ReturnType<typeof readSentSegments>;
