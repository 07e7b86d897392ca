import { type HeardSegment, type Recording, type ReplayOptions, Speaker } from '@cueline/rules';
import { toUs } from '@cueline/shared';
import { type Call, PlayOptions } from '@cueline/simulator';
import { defaultSettings } from './default-settings.js';

/** How long after its last segment a call ends if it does not say, in ms: as the simulator plays it. */
const { endDelayMs } = PlayOptions.parse({});

/** What a replay goes by, so that it decides as a pipeline with default settings does. */
export const replayOptions: ReplayOptions = {
  cueMaxAgeUs: toUs(defaultSettings.CUE_MAX_AGE_MS),
  idleTimeoutUs: toUs(defaultSettings.IDLE_TIMEOUT_MS),
  endLingerUs: toUs(defaultSettings.END_LINGER_MS),
};

/**
 * A call as the pipeline would hear it: each segment when its speech ends.
 *
 * @param startedAtMs when the call began, in ms since the epoch: rules may hold on some days only
 */
export function recordingOf(call: Call, startedAtMs: number): Recording & { readonly endedAtUs: number } {
  const endMs = call.endMs ?? Math.max(0, ...call.segments.map((segment) => segment.endMs)) + endDelayMs;
  const segments = call.segments.map((segment): HeardSegment => {
    const { segmentId, text, confidence = 1, attributes, language } = segment;
    return {
      segmentId,
      speaker: Speaker.catch('other').parse(segment.speaker),
      text,
      heardAtUs: toUs(startedAtMs + segment.endMs),
      startUs: toUs(startedAtMs + segment.startMs),
      confidence,
      attributes,
      language,
    };
  });
  return { segments, endedAtUs: toUs(startedAtMs + endMs) };
}
