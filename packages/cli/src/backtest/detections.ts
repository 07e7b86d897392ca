import type { CallResult } from '@cueline/operate/backtest';
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

/** Whether a rule's words were found where people say that they were said, or next to it; anywhere, if they do not say where. */
export function isFoundWhereSaid(segmentId: string, { interactionId, id, labels, occurrences }: LabelledRule): boolean {
  const places = placesOf(interactionId, id, labels, occurrences);
  return (places.length === 0 && labels[interactionId]?.[id] === true) || isLocated(segmentId, places);
}

/** A rule in a call, and what people say of it. */
export interface LabelledRule {
  readonly interactionId: string;
  readonly id: string;
  readonly labels: Labels;
  readonly occurrences: Occurrences;
}

/** Where people say that a rule's words were said. */
function placesOf(interactionId: string, id: string, labels: Labels, occurrences: Occurrences): string[] {
  const labelled = labels[interactionId]?.[id];
  return [...(occurrences[interactionId]?.[id] ?? []), ...(typeof labelled === 'string' ? [labelled] : [])];
}

/** NaN, which is near to nothing, if there is no number. */
const numberOf = (segmentId: string) => Number(/-(\d+)$/.exec(segmentId)?.[1]);
