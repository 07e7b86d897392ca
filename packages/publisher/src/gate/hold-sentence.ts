import type { Hold } from './hold.js';

/** What readiness and `cueline status` say while another program has paused the queue. */
export const PAUSED_IN_BULLMQ =
  'no cue is posted: the queue is paused in BullMQ, by another program such as bull-board; cueline resume resumes it';

/** Says why no cue is posted, what to do, and when the next try is. */
export function holdSentence({ reason, why, untilMs, forMs }: Hold): string {
  const until = `${new Date(untilMs).toISOString().slice(11, 19)} UTC`;
  if (reason === 'paused') return `no cue is posted until ${until} (paused): cueline resume ends the pause`;
  const next = forMs > 0 ? `next try ${until}` : 'the next cue is the next try';
  return `no cue is posted: ${why === '' ? reason : why}; ${next}`;
}
