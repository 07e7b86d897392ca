import { type HeardSegment, type Recording, Speaker } from '@cueline/rules';
import type { Call } from '@cueline/simulator';

/** How long after its last segment a call ends where it does not say, in ms; the simulator does the same. */
export const endDelayMs = 1_000;

/** What bears on decisions of the pipeline's settings, as they are by default. */
export const defaultSettings = { cueMaxAgeMs: 120_000, idleTimeoutMs: 900_000 } as const;

/**
 * A call as the pipeline would hear it: each segment when its speech ends.
 *
 * @param startedAtMs when the call began, in ms since the epoch: rules may hold on some days only
 */
export function recordingOf(call: Call, startedAtMs: number): Recording & { readonly endedAtMs: number } {
  const endMs = call.endMs ?? Math.max(0, ...call.segments.map((segment) => segment.endMs)) + endDelayMs;
  const segments = call.segments.map((segment): HeardSegment => {
    const { segmentId, text, confidence = 1, attributes } = segment;
    return {
      segmentId,
      speaker: Speaker.catch('other').parse(segment.speaker),
      text,
      heardAtMs: startedAtMs + segment.endMs,
      startMs: startedAtMs + segment.startMs,
      confidence,
      attributes,
    };
  });
  return { segments, endedAtMs: startedAtMs + endMs };
}
