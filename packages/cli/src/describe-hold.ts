import type { Finding } from './finding.js';
import type { Status } from './status.js';

/** What a hold of the queue means, in words. */
export function describeHold({ reason, forMs }: NonNullable<Status['hold']>): Finding {
  const still = `${Math.ceil(forMs / 1000)} s`;
  switch (reason) {
    case 'paused':
      return {
        what: `cues are paused for another ${still}: an operator ran cueline pause`,
        remedy: "'cueline resume' ends the pause.",
      };
    case 'forbidden':
      return {
        what: `CXone forbids cues (403), the next try is in ${still} (held: forbidden)`,
        remedy: 'Give the client the scope agentassist:cue:write. Cues wait and are not lost.',
      };
    case 'rate_limited':
      return {
        what: `CXone answers 429, too many requests; cues go on in ${still} (held: rate_limited)`,
        remedy: 'Nothing, if it passes. Else lower CUE_RATE_MAX, or ask CXone for a higher limit.',
      };
    case 'circuit_open':
      return {
        what: `CXone's cue API fails again and again, the next try is in ${still} (held: circuit_open)`,
        remedy: 'The logs of the publishers say what it answers. Cues wait and are not lost.',
      };
    default:
      return { what: `the queue is held for ${still}: ${reason}` };
  }
}
