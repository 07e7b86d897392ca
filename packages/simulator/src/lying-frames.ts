import { z } from 'zod';
import type { OutgoingFrame } from './frames.js';

// Frames that are well formed, but not as one would have them. Platforms send all of these.

const Body = z.looseObject({ speaker: z.string(), startTime: z.number().optional(), endTime: z.number().optional() });

/** The frame with an id that other segments of its call have too. Frames without ids stay as they are. */
export const withRepeatedId = (frame: OutgoingFrame): OutgoingFrame =>
  altered(frame, (body) => ('segmentId' in body ? { ...body, segmentId: '0' } : body));

/** The frame with times of a speaker whose clock is ahead; frames of other speakers stay as they are. */
export const clockAhead = (frame: OutgoingFrame, speaker: string, aheadMs: number): OutgoingFrame =>
  altered(frame, (body) => {
    const { startTime, endTime } = body;
    if (body.speaker !== speaker || startTime === undefined || endTime === undefined) return body;
    return { ...body, startTime: startTime + aheadMs, endTime: endTime + aheadMs };
  });

/** A final without words, of the same speaker and under an id of its own. */
export const wordless = (frame: OutgoingFrame): OutgoingFrame => ({
  ...altered(frame, (body) => ({
    ...body,
    ...('segmentId' in body ? { segmentId: `${String(body['segmentId'])}-wordless` } : {}),
    text: '',
  })),
  kind: 'wordless',
});

/** What the recogniser first took for the final of this segment: a filler, under the same id. */
export const uncorrected = (frame: OutgoingFrame): OutgoingFrame => ({
  ...altered(frame, (body) => ({ ...body, text: 'um' })),
  kind: 'uncorrected',
});

function altered(frame: OutgoingFrame, alter: (body: z.infer<typeof Body>) => Record<string, unknown>): OutgoingFrame {
  return { ...frame, data: JSON.stringify(alter(Body.parse(JSON.parse(frame.data)))) };
}
