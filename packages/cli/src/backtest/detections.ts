import type { CallResult } from './backtest-call.js';
import type { Labels, Occurrences } from './labels.js';

/** By rule, the segment in which it was first found to be said. */
export type Detections = Readonly<Record<string, string>>;

/** What was found in a call, of disclosures and of prohibited phrases alike. */
export function detectionsOf({ disclosures, prohibited }: CallResult): Detections {
  const detections: Record<string, string> = {};
  for (const [id, { segmentId }] of Object.entries(disclosures)) if (segmentId !== null) detections[id] = segmentId;
  for (const { id, segmentId } of prohibited) detections[id] ??= segmentId;
  return detections;
}

/** How far, in segments, a detection may be from a place where it was said. */
const tolerance = 1;

/**
 * Whether a segment is one in which a rule's words were said, or next to one. Segments are numbered behind their last
 * `-`; one without a number is next to none.
 */
export function isLocated(segmentId: string, places: readonly string[]): boolean {
  const number = numberOf(segmentId);
  return places.some((place) => place === segmentId || Math.abs(number - numberOf(place)) <= tolerance);
}

/** Where people say that a rule's words were said. */
export function placesOf(interactionId: string, id: string, labels: Labels, occurrences: Occurrences): string[] {
  const labelled = labels[interactionId]?.[id];
  return [...(occurrences[interactionId]?.[id] ?? []), ...(labelled == null ? [] : [labelled])];
}

/** NaN, which is near to nothing, where there is no number. */
const numberOf = (segmentId: string) => Number(/-(\d+)$/.exec(segmentId)?.[1]);
