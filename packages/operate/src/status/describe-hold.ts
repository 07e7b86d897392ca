import { type Hold, holdSentence } from '@cueline/publisher';
import type { Finding } from './finding.js';

const REMEDIES: Readonly<Record<Hold['reason'], string | undefined>> = {
  paused: undefined, // the sentence says it
  forbidden:
    "Give the client the scope agentassist:cue:write, if it lacks that; then 'cueline resume' tries at once. Cues wait and are not lost.",
  rate_limited: 'Nothing, if it passes. Else lower CUE_RATE_MAX, or ask CXone for a higher limit.',
  circuit_open: 'Cues wait and are not lost. If it lasts, ask CXone, or whoever runs the proxy before it.',
  misconfigured:
    "Change the setting and start the publishers again; if the fault was CXone's or a proxy's, 'cueline resume' tries at once. Cues wait and are not lost.",
};

/** What a hold of the queue means, in words. */
export function describeHold(hold: Hold): Finding {
  return { what: holdSentence(hold), remedy: REMEDIES[hold.reason] };
}
