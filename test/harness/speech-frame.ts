/** What is heard of one interaction. */
export interface Speech {
  readonly interactionId: string;
  readonly segmentId: string;
  readonly text: string;
  /** When it began, in ms since the epoch. */
  readonly startTime: number;
  readonly speaker?: 'agent' | 'customer';
}

/** A frame of finished speech, as the transcription socket carries it. */
export function speechFrame({ interactionId, segmentId, text, startTime, speaker = 'agent' }: Speech) {
  const endTime = startTime + 1500;
  const startsAt = Math.round(startTime);
  return {
    type: 'transcription',
    isFinal: true,
    interactionId,
    segmentId,
    speaker,
    text,
    confidence: 0.93,
    startTime: startsAt,
    endTime: Math.round(endTime),
  };
}

/** The frame that ends an interaction. */
export const endFrame = (interactionId: string) => ({ type: 'interactionEnded', interactionId });
