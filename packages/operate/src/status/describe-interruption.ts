import type { Finding } from './finding.js';
import type { Interruption } from './interruption.js';
import { seconds } from './wrong-words.js';

/** An interruption in words, in place of what follows from it. */
export function describeInterruption({ forMs, endedAgoMs }: Interruption): Finding {
  return {
    what:
      forMs === undefined
        ? `Redis was started ${seconds(endedAgoMs)} ago: the processes are coming back`
        : `nothing was judged for ${seconds(forMs)}, until ${seconds(endedAgoMs)} ago: Redis was away, or every matcher, or its clock was set ahead`,
    remedy: 'What was heard meanwhile is processed now. If this goes on, look at Redis and its machine.',
  };
}
