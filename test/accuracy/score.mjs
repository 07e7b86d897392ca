/** How far, in segments, a detection may be from a place where the phrase was said. */
const tolerance = 1;

const numberOf = (segmentId) => {
  const number = Number.parseInt(String(segmentId).split('-').at(-1) ?? '', 10);
  return Number.isNaN(number) ? undefined : number;
};

const isNear = (segmentId, places) => {
  const number = numberOf(segmentId);
  return number !== undefined && places.some((place) => Math.abs(number - (numberOf(place) ?? Infinity)) <= tolerance);
};

/** @returns {{decisions: number, said: number, found: number, located: number, falseAlarms: number}} */
const emptyCounts = () => ({ decisions: 0, said: 0, detected: 0, located: 0, falseAlarms: 0 });

/**
 * Counts detections against labels: for every labelled decision, whether the phrase was said, whether it was detected,
 * and whether within a segment of a place where it was said.
 *
 * @param detections interaction id to phrase id to segment id or null
 * @param labels the same shape: where the phrase was first said
 * @param occurrences interaction id to phrase id to all segments where it was said
 * @returns counts by phrase
 */
export function countDetections(detections, labels, occurrences) {
  const counts = new Map();
  for (const [interactionId, wanted] of Object.entries(labels)) {
    for (const [id, segmentId] of Object.entries(wanted)) {
      if (!counts.has(id)) counts.set(id, emptyCounts());
      const count = counts.get(id);
      const detected = detections[interactionId]?.[id] ?? null;
      count.decisions += 1;
      count.said += segmentId === null ? 0 : 1;
      count.detected += detected === null ? 0 : 1;
      if (detected === null) continue;
      if (segmentId === null) count.falseAlarms += 1;
      else if (isNear(detected, [...(occurrences[interactionId]?.[id] ?? []), segmentId])) count.located += 1;
    }
  }
  return counts;
}

/** Precision, recall and F1 of located detections, and the share of false alarms among decisions where nothing was said. */
export function rates({ decisions, said, detected, located, falseAlarms }) {
  const precision = detected === 0 ? undefined : located / detected;
  const recall = said === 0 ? undefined : located / said;
  const f1 = said + detected === 0 ? undefined : (2 * located) / (said + detected);
  return { precision, recall, f1, falseAlarmRate: decisions === said ? undefined : falseAlarms / (decisions - said) };
}

/** Adds up counts of all phrases. */
export function totalOf(counts) {
  const total = emptyCounts();
  for (const count of counts) for (const name of Object.keys(total)) total[name] += count[name];
  return total;
}
