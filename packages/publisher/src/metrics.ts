import type { CueKind, Desktop } from '@cueline/rules';
import { HoldReason, type Metrics, startAtZero } from '@cueline/shared';
import { Counter, Gauge, Histogram } from 'prom-client';
import { OUTCOMES } from './look/conclude.js';

/** Their series begin at 0; others begin when they are first seen. */
const USUAL_STATUSES = [200, 201, 400, 401, 403, 404, 409, 410, 422, 429, 500, 502, 503, 504].map(String);

/** The publisher's metrics. */
export function createPublisherMetrics(metrics: Metrics) {
  const registers = [metrics];
  const cues = new Counter({
    name: 'cueline_cues_total',
    help: 'Cues by outcome',
    labelNames: ['outcome'] as const,
    registers,
  });
  startAtZero(cues, [...OUTCOMES, 'stale', 'held_back']);
  const answers = new Counter({
    name: 'cueline_publisher_answers_total',
    help: 'Answers of the cue API by HTTP status; "none" if there was none',
    labelNames: ['status'] as const,
    registers,
  });
  startAtZero(answers, ['none', ...USUAL_STATUSES]);
  const looks = new Counter({
    name: 'cueline_looks_total',
    help: 'Looks at interactions by result',
    labelNames: ['result'] as const,
    registers,
  });
  startAtZero(looks, ['done', 'wait', 'held', 'left', 'failed']);
  return {
    cues,
    /** Counts what one step has dropped as stale or held back. */
    countDropped(before: Desktop, after: Desktop): void {
      cues.inc({ outcome: 'stale' }, after.stale.length - before.stale.length);
      cues.inc({ outcome: 'held_back' }, after.heldBack.length - before.heldBack.length);
    },
    looks,
    countAnswer: (status: number | undefined) => answers.inc({ status: status ?? 'none' }),
    deadDropped: new Counter({
      name: 'cueline_cue_dead_letters_dropped_total',
      help: 'Dead letters dropped to make room for dead letters of cues',
      registers,
    }),
    repeatedNotes: new Counter({
      name: 'cueline_notes_repeated_total',
      help: 'Requests of unknown outcome that were repeated',
      registers,
    }),
    notices: new Counter({
      name: 'cueline_notices_total',
      help: 'Notices to supervisors by receiver and result: sent, failed (and tried again), dead_letter',
      labelNames: ['receiver', 'result'] as const,
      registers,
    }),
    noticeDelay: new Histogram({
      name: 'cueline_notice_delay_seconds',
      help: 'Time from what a notice is about until its receiver has taken it, in seconds',
      buckets: [0.5, 1, 2, 5, 10, 30, 60, 300, 1800, 7200, 28_800],
      registers,
    }),
    noticeJobs: new Gauge({
      name: 'cueline_notice_jobs',
      help: 'Jobs in the queue of notices, by state',
      labelNames: ['state'] as const,
      registers,
    }),
    noticesDropped: new Counter({
      name: 'cueline_notices_dropped_total',
      help: 'Notices dropped because no publisher took them and there were too many',
      registers,
    }),
    packsRead: new Counter({ name: 'cueline_packs_read_total', help: 'Rule packs read from Redis', registers }),
    requestSeconds: new Histogram({
      name: 'cueline_cue_request_seconds',
      help: 'Time to send a request and get its answer, with a retry after a 401, in seconds',
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15],
      registers,
    }),
    cueDelay: createCueDelay(registers),
    held: createHeldGauge(registers),
    outletCues: new Counter({
      name: 'cueline_outlet_cues_total',
      help: 'Cues of outlets but the first by outlet and outcome',
      labelNames: ['outlet', 'outcome'] as const,
      registers,
    }),
    outletHeld: new Gauge({
      name: 'cueline_outlet_held',
      help: '1 while an outlet that is not the first is held',
      labelNames: ['outlet'] as const,
      registers,
    }),
  };
}
export type PublisherMetrics = ReturnType<typeof createPublisherMetrics>;

/** What is counted of looks and requests. */
export interface LookMetrics extends Pick<
  PublisherMetrics,
  'countDropped' | 'countAnswer' | 'deadDropped' | 'repeatedNotes' | 'requestSeconds'
> {
  readonly cues: { inc(labels: { outcome: (typeof OUTCOMES)[number] }): void };
  readonly cueDelay: { observe(labels: { kind: CueKind }, seconds: number): void };
}

/** What is counted of an outlet that is not the first: the figures of cues are those of the first. */
export const metricsOfOutlet = (metrics: PublisherMetrics, outlet: string): LookMetrics => ({
  ...metrics,
  cues: { inc: ({ outcome }) => metrics.outletCues.inc({ outlet, outcome }) },
  cueDelay: { observe: () => undefined },
  countDropped: () => undefined,
  countAnswer: () => undefined,
});

/** Each kind of cue has its series from the start. */
function createCueDelay(registers: Metrics[]) {
  const delay = new Histogram({
    name: 'cueline_cue_delay_seconds',
    help: 'Time from when the first item of a cue was due or heard until CXone has taken the cue, in seconds, by kind of cue',
    labelNames: ['kind'] as const,
    buckets: [0.1, 0.25, 0.5, 1, 2, 3, 5, 10, 30, 60, 300],
    registers,
  });
  for (const kind of ['missing', 'prohibited', 'wrong', 'declined', 'unanswered'] satisfies CueKind[])
    delay.zero({ kind });
  return delay;
}

function createHeldGauge(registers: Metrics[]) {
  const gauge = new Gauge({
    name: 'cueline_queue_held',
    help: '1 for the reason the queue is held for',
    labelNames: ['reason'] as const,
    registers,
  });
  for (const reason of [...HoldReason.options, 'paused_in_bullmq']) gauge.set({ reason }, 0);
  return gauge;
}
