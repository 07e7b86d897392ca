import { randomUUID } from 'node:crypto';
import type { StreamedSegment } from '@cueline/shared';
import { LRUCache } from 'lru-cache';
import { createFrameNames, shortDigest } from './frame-digest.js';

/** As many interactions are remembered. One more costs no speech, but an end frame or a repetition may be written twice. */
const MAX_INTERACTIONS = 32_768;
/** Without speech in between, an end frame that comes later than this ends an interaction of which nothing was heard. */
const END_REPEATED_US = 10_000_000;

type Speech = Extract<StreamedSegment, { text: string }>;
type Starts = Partial<Record<Speech['speaker'], number>>;

/** What this ingest has heard under an interaction's id. */
interface Heard {
  /** What was said last, and when; random if nothing was heard. */
  last: string;
  /** The latest `startMs` of each speaker, and what they were at the latest end frame. */
  readonly starts: Starts;
  startsBefore?: Starts;
  /** Number of ends, repeated ones not counted, and when the latest was heard; unset once speech was heard again. */
  ends: number;
  endedUs: number | undefined;
}

/**
 * Names entries by what they are, so that each is written once, whichever ingest heard it and however often it was sent, and
 * that what is said and ended again under an id that is used again is not taken for a repetition. No clock of ours takes part,
 * since two ingests' clocks differ; an ingest that was just started knows nothing of before, and must lose no end frame for that.
 */
export function createEntryNames(onForgotten: () => void) {
  const nameFrame = createFrameNames(onForgotten);
  const interactions = new LRUCache<string, Heard>({ max: MAX_INTERACTIONS });

  function heardOf(interactionId: string): Heard {
    const known = interactions.get(interactionId);
    if (known !== undefined) return known;
    const heard: Heard = { last: randomUUID(), starts: {}, ends: 0, endedUs: undefined };
    interactions.set(interactionId, heard);
    return heard;
  }

  return {
    /** The id of a segment that has none. */
    segmentId: nameFrame,
    /**
     * Other content under an id is speech of its own. So is the same content that began after all that its speaker said
     * before an end frame.
     */
    digestSegment({ interactionId, segmentId, speaker, text, startMs = -Infinity }: Speech): string {
      const heard = heardOf(interactionId);
      const { starts, startsBefore } = heard;
      const isAnew = startsBefore !== undefined && startMs > (startsBefore[speaker] ?? -Infinity);
      const anew = isAnew ? [`${startMs}`] : [];
      const digest = shortDigest(interactionId, `segment ${segmentId}`, speaker, text, ...anew);
      heard.last = `${digest} ${startMs}`;
      heard.endedUs = undefined;
      starts[speaker] = Math.max(starts[speaker] ?? -Infinity, startMs);
      return digest;
    },
    /**
     * An end frame is named by the speech before it, which other ingests have heard as well. One that is written twice
     * changes nothing, unless the next interaction under its id has begun meanwhile.
     */
    digestEnd(interactionId: string, heardUs: number): string {
      const heard = heardOf(interactionId);
      if (heardUs - (heard.endedUs ?? -Infinity) > END_REPEATED_US) {
        heard.ends += 1;
        heard.endedUs = heardUs;
        heard.startsBefore = { ...heard.starts };
      }
      return shortDigest(interactionId, `end ${heard.ends} after ${heard.last}`);
    },
  };
}
