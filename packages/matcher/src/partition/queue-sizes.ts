import type { JobType, Queue } from 'bullmq';
import type { MatcherMetrics } from '../metrics.js';

const STATES = ['active', 'wait', 'prioritized', 'delayed'] as const satisfies JobType[];

/** Updates the metrics of the queue of cues. Matchers do so, since they always run, and a publisher may be what is missing. */
export function createQueueSizes({ queue, metrics }: { queue: Queue; metrics: MatcherMetrics }) {
  return async (): Promise<void> => {
    const [jobs, first] = await Promise.all([
      queue.getJobCounts(...STATES),
      queue.getJobs([...STATES], 0, 0, true), // for each state the job whose turn is next
    ]);
    metrics.measured(); // Redis has answered
    for (const state of STATES) metrics.queueJobs.set({ state }, jobs[state] ?? 0);
    const waitedMs = first.map(({ timestamp, processedOn = timestamp, delay }) => Date.now() - processedOn - delay);
    metrics.oldestJob.set(Math.max(0, ...waitedMs) / 1000);
  };
}
