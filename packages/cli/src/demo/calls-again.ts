import type { Call } from '@cueline/simulator';

/** How long somebody may look at the panel of a call that goes on, in ms of the clock. */
const LOOKED_AT_MS = 3_600_000;

const endOf = ({ endMs, segments }: Call): number => endMs ?? segments.at(-1)?.endMs ?? 0;

/** The call that can be looked at for the longest. */
export const longestOf = (calls: readonly Call[]): Call | undefined => calls.toSorted((a, b) => endOf(b) - endOf(a))[0];

/** The same calls under ids of their own. What is said in the longest is said over and over, so that it is there to be looked at. */
export function callsAgain(calls: readonly Call[], speed: number): Call[] {
  const longest = longestOf(calls);
  return calls.map((call) => {
    const again = { ...call, interactionId: `${call.interactionId}-again` };
    return call === longest ? saidAgain(again, Math.ceil((LOOKED_AT_MS * speed) / Math.max(1000, endOf(call)))) : again;
  });
}

function saidAgain(call: Call, times: number): Call {
  const lengthMs = endOf(call);
  const segments = Array.from({ length: times }, (_, time) =>
    call.segments.map((segment) => ({
      ...segment,
      segmentId: `${segment.segmentId}-${time + 1}`,
      startMs: segment.startMs + time * lengthMs,
      endMs: segment.endMs + time * lengthMs,
    })),
  ).flat();
  return { ...call, segments, endMs: times * lengthMs };
}
