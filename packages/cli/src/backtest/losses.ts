import { type Evidence, judged, type Pair } from '@cueline/operate/backtest';
import { detectionsOf, isFoundWhereSaid } from './detections.js';
import type { Labels, Occurrences } from './labels.js';

/** Something the old rules found where it was said and the new rules do not find there. */
export interface Loss {
  readonly interactionId: string;
  readonly id: string;
  /** What the old rules rested on. */
  readonly evidence: readonly Evidence[];
}

/** Lists what a call loses of what must be kept: all that the labels say was said. */
export function lossesOf(
  { old, result }: Pair,
  { labels, occurrences }: { labels: Labels; occurrences: Occurrences },
): Loss[] {
  const { interactionId } = result;
  const [before, now] = [detectionsOf(old), detectionsOf(result)];
  return Object.entries(labels[interactionId] ?? {}).flatMap(([id, labelled]) => {
    const found = (segmentId: string | undefined) =>
      segmentId !== undefined && isFoundWhereSaid(segmentId, { interactionId, id, labels, occurrences });
    const isLost = labelled !== null && found(before[id]) && !found(now[id]);
    return isLost ? [{ interactionId, id, evidence: judged(old, id).evidence }] : [];
  });
}
