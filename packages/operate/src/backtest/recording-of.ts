import { type HeardSegment, type Recording, type ReplayOptions, Speaker } from '@cueline/rules';
import { toUs } from '@cueline/shared';
import { MatcherSettings } from '@cueline/matcher/settings';
import { PublisherSettings } from '@cueline/publisher/settings';
import { type Call, PlayOptions } from '@cueline/simulator/calls';

/** How long after its last segment a call ends if it does not say, in ms: as the simulator plays it. */
const { endDelayMs } = PlayOptions.parse({});

/** What a replay goes by, so that it decides as a pipeline with default settings does. */
export const replayOptions: ReplayOptions = {
  cueMaxAgeUs: toUs(PublisherSettings.shape.CUE_MAX_AGE_MS.parse(undefined)),
  idleTimeoutUs: toUs(MatcherSettings.shape.IDLE_TIMEOUT_MS.parse(undefined)),
  endLingerUs: toUs(MatcherSettings.shape.END_LINGER_MS.parse(undefined)),
};

/**
 * A call as the pipeline would hear it: each segment when its speech ends.
 *
 * @param day when the call began if it does not say, in ms since the epoch: rules may hold on some days only
 */
export function recordingOf(call: Call, day: number): Recording & { readonly endedAtUs: number } {
  const startedAtMs = startOf(call, day);
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

/** When a call began, in ms since the epoch. */
export const startOf = ({ startedAtMs }: Call, day: number): number => startedAtMs ?? day;
