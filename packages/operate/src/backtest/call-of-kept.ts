import type { KeptCall } from '@cueline/archive';
import { toMs } from '@cueline/shared';
import type { Call } from '@cueline/simulator/calls';
import { replayOptions } from './recording-of.js';

/** A call that is archived with what was said in it, as it was recorded: heard at the same times, and ended as it was. */
export function callOfKept({ interactionId, endedBy, firstHeardAtMs, endedAtMs, segments }: KeptCall): Call {
  const startedAtMs = segments.reduce(
    (ms, { startMs, heardAtMs }) => Math.min(ms, startMs ?? heardAtMs),
    firstHeardAtMs,
  );
  const lastHeardAtMs = segments.reduce((ms, { heardAtMs }) => Math.max(ms, heardAtMs), firstHeardAtMs);
  const overAtMs = endedBy === 'frame' ? endedAtMs : lastHeardAtMs + toMs(replayOptions.idleTimeoutUs);
  return {
    interactionId,
    startedAtMs,
    segments: segments.map(({ heardAtMs, startMs = heardAtMs, ...segment }) => ({
      ...segment,
      startMs: startMs - startedAtMs,
      endMs: heardAtMs - startedAtMs,
    })),
    endMs: overAtMs - startedAtMs,
  };
}
