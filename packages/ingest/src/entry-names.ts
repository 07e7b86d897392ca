import type { StreamedSegment } from '@cueline/shared';
import { LRUCache } from 'lru-cache';
import { createFrameNames, shortDigest, WINDOW_MS } from './frame-digest.js';

/** As many interactions that have ended are remembered; of one more it may be skipped that the same is said again. */
const MAX_ENDED = 16_384;
/** Finer than an interaction follows another with its id, and coarser than two ingests hear the same frame apart. */
const END_WINDOW_MS = 60_000;

type Speech = Extract<StreamedSegment, { text: string }>;

export interface EntryNamesContext {
  /** Called when a frame of the last minutes is forgotten because there are too many. */
  readonly onForgotten: () => void;
  /** Wall clock, in ms. */
  readonly now: () => number;
}

/**
 * Names entries by what they are, so that each is written once, whichever ingest heard it and however often it was sent,
 * and that what is said and ended again under an id that is used again is not taken for a repetition.
 */
export function createEntryNames({ onForgotten, now }: EntryNamesContext) {
  const nameFrame = createFrameNames(onForgotten);
  const endedAtMs = new LRUCache<string, number>({ max: MAX_ENDED, ttl: WINDOW_MS });
  return {
    /** The id of a segment that has none. */
    segmentId: nameFrame,
    /** Other content under an id is speech of its own, and so is the same content that began after the end frame. */
    digestSegment({ interactionId, segmentId, speaker, text, startMs = -Infinity }: Speech): string {
      const isAnew = startMs > (endedAtMs.get(interactionId) ?? Infinity);
      return shortDigest(interactionId, `segment ${segmentId}`, speaker, text, ...(isAnew ? [`${startMs}`] : []));
    },
    /**
     * An end frame is the same within a minute: an ingest that was restarted meanwhile counts the same frames anew. One
     * that is written twice changes nothing.
     */
    digestEnd(interactionId: string, frame: Buffer): string {
      endedAtMs.set(interactionId, now());
      return shortDigest(interactionId, `end ${nameFrame(frame)} ${Math.floor(now() / END_WINDOW_MS)}`);
    },
  };
}
