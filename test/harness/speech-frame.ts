/** What is heard of one interaction. */
export interface Speech {
  readonly interactionId: string;
  readonly segmentId: string;
  readonly text: string;
  /** When it began, in ms since the epoch. Default: now. */
  readonly startTime?: number;
  readonly speaker?: 'agent' | 'customer';
}

/** A frame of finished speech, as the transcription socket carries it. */
export function speechFrame({ interactionId, segmentId, text, startTime = Date.now(), speaker = 'agent' }: Speech) {
  return {
    type: 'transcription',
    isFinal: true,
    interactionId,
    segmentId,
    speaker,
    text,
    confidence: 0.93,
    startTime: Math.round(startTime),
    endTime: Math.round(startTime + 1500),
  };
}

/** The frame that ends an interaction. */
export const endFrame = (interactionId: string) => ({ type: 'interactionEnded', interactionId });
