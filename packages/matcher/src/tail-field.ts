import { Tail, type TailSegment } from '@cueline/rules';
import { z } from 'zod';
import { deflateField, inflateField } from './deflated-field.js';

/** A segment of the tail without its names: it lies in Redis once for every live interaction. */
const StoredSegment = z.tuple([z.string(), z.enum(['a', 'c', 'o']), z.string(), z.number(), z.number(), z.number()]);
const StoredTail = z.object({ segments: z.array(StoredSegment), finalBefore: Tail.shape.finalBefore });
const SPEAKERS = { a: 'agent', c: 'customer', o: 'other' } as const;
const INITIALS = { agent: 'a', customer: 'c', other: 'o' } as const;

/**
 * How recent speech lies in Redis: [segment id, initial of the speaker, text, at ms, heard at ms, confidence] each, deflated. It is
 * most of what an interaction takes there; ids and times repeat in it, so it takes 40 % (measured on recorded calls; 65 % where
 * each segment's id is a UUID of its own).
 */
export function formatTail({ segments, finalBefore }: Tail): string {
  const stored = segments.map(
    ({ segmentId, speaker, text, atMs, heardAtMs, confidence }): z.infer<typeof StoredSegment> => [
      segmentId,
      INITIALS[speaker],
      text,
      atMs,
      heardAtMs,
      confidence,
    ],
  );
  return deflateField({ segments: stored, finalBefore });
}

/** Reads what `formatTail` wrote. */
export function parseTail(field: string): Tail {
  const { segments, finalBefore } = StoredTail.parse(inflateField(field));
  return {
    segments: segments.map(([segmentId, initial, text, atMs, heardAtMs, confidence]): TailSegment => {
      return { segmentId, speaker: SPEAKERS[initial], text, atMs, heardAtMs, confidence };
    }),
    finalBefore,
  };
}
