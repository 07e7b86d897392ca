import { z } from 'zod';

/** By interaction and phrase, the segment in which it was found to be said, or null. */
export const Detections = z.record(z.string(), z.record(z.string(), z.string().nullable()));
export type Detections = z.infer<typeof Detections>;

/** By interaction and phrase, all segments in which it was said. */
export const Occurrences = z.record(z.string(), z.record(z.string(), z.array(z.string())));
export type Occurrences = z.infer<typeof Occurrences>;

/** What labels say of a phrase, and what was detected. */
export interface Counts {
  /** Interactions for which it was decided whether the phrase was said, and those in which it was. */
  decisions: number;
  said: number;
  detected: number;
  /** Detected within `tolerance` segments of a place where it was said. */
  located: number;
  /** Detected where it was not said at all. */
  falseAlarms: number;
}

export interface Rates {
  precision: number;
  recall: number;
  f1: number;
  /** Of the decisions where the phrase was not said, the share in which it was detected. */
  falseAlarmRate: number;
}

const tolerance = 1;

/**
 * Counts detections against labels, by phrase. Only what is labelled is counted: a decision that was left out is a
 * doubtful one.
 */
export function countDetections(
  detections: Detections,
  labels: Detections,
  occurrences: Occurrences,
): Map<string, Counts> {
  const counts = new Map<string, Counts>();
  for (const [interactionId, wanted] of Object.entries(labels)) {
    const detected = detections[interactionId];
    if (detected === undefined) continue;
    for (const [id, segmentId] of Object.entries(wanted)) {
      const count = counts.get(id) ?? { decisions: 0, said: 0, detected: 0, located: 0, falseAlarms: 0 };
      counts.set(id, count);
      const found = detected[id] ?? null;
      count.decisions += 1;
      count.said += Number(segmentId !== null);
      count.detected += Number(found !== null);
      count.falseAlarms += Number(found !== null && segmentId === null);
      const places = [...(occurrences[interactionId]?.[id] ?? []), ...(segmentId === null ? [] : [segmentId])];
      count.located += Number(found !== null && segmentId !== null && isNear(found, places));
    }
  }
  return counts;
}

/** Segments of one interaction are numbered; the number ends the id. */
const numberOf = (segmentId: string): number => Number(segmentId.split('-').at(-1));

function isNear(segmentId: string, places: readonly string[]): boolean {
  return places.some((place) => Math.abs(numberOf(place) - numberOf(segmentId)) <= tolerance);
}

/** Adds up counts. */
export function totalOf(counts: Iterable<Counts>): Counts {
  const total = { decisions: 0, said: 0, detected: 0, located: 0, falseAlarms: 0 };
  for (const count of counts) {
    total.decisions += count.decisions;
    total.said += count.said;
    total.detected += count.detected;
    total.located += count.located;
    total.falseAlarms += count.falseAlarms;
  }
  return total;
}

/** Of located detections; NaN where there is nothing to divide. */
export function ratesOf({ decisions, said, detected, located, falseAlarms }: Counts): Rates {
  return {
    precision: located / detected,
    recall: located / said,
    f1: (2 * located) / (detected + said),
    falseAlarmRate: falseAlarms / (decisions - said),
  };
}
