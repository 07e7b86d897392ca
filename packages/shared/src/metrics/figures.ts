import { performance } from 'node:perf_hooks';
import { z } from 'zod';
import type { Metrics } from './metrics.js';

/** Metrics that consoles draw, under the names that heartbeats give them. */
const FIGURES = {
  cueline_ingest_written_total: 'written',
  cueline_matcher_processed_entries_total: 'processed',
  cueline_cues_total: 'cues',
  cueline_publisher_answers_total: 'answers',
  cueline_cue_delay_seconds: 'delay',
} as const;
/** Times by the clock of this machine (Unix time), of which consoles show how long ago or ahead they are. */
const TIMES = {
  cueline_ingest_last_frame_timestamp_seconds: 'lastFrameAgoMs',
  cueline_token_expiry_timestamp_seconds: 'tokenExpiresInMs',
} as const;

const Read = z.object({
  values: z.array(
    z.object({
      metricName: z.string().optional(),
      labels: z.record(z.string(), z.union([z.string(), z.number()])),
      value: z.number(),
    }),
  ),
});

/** What a heartbeat holds of the process's metrics. */
export interface Figures {
  /** Counters since its start: `cues:posted`, `answers:201`, `delay:0.5` (cues answered within 0.5 s), … Those of 0 are left out. */
  readonly counters: Record<string, number>;
  readonly memoryBytes: number;
  /** The part of the time for which the process was busy since the last heartbeat, 0 to 1. */
  readonly busy: number;
  readonly lastFrameAgoMs?: number;
  readonly tokenExpiresInMs?: number;
}

/** Reads the figures of a process. */
export function createFigures(metrics: Metrics, nowMs: () => number = Date.now): () => Promise<Figures> {
  let before = performance.eventLoopUtilization();
  const read = async (name: string) => {
    const metric = metrics.getSingleMetric(name);
    return metric === undefined ? [] : (Read.safeParse(await metric.get()).data?.values ?? []);
  };
  return async () => {
    const counters: Record<string, number> = {};
    for (const [name, figure] of Object.entries(FIGURES)) {
      for (const { metricName = name, labels, value } of await read(name)) {
        const isPart = metricName === name || metricName.endsWith('_bucket');
        const label = labels['outcome'] ?? labels['status'] ?? labels['le'];
        const key = label === undefined ? figure : `${figure}:${label}`;
        if (isPart && value > 0) counters[key] = (counters[key] ?? 0) + value;
      }
    }
    const times: { lastFrameAgoMs?: number; tokenExpiresInMs?: number } = {};
    for (const [name, figure] of Object.entries(TIMES)) {
      const [first] = await read(name);
      if (first === undefined || first.value === 0) continue;
      const aheadMs = first.value * 1000 - nowMs();
      times[figure] = Math.round(figure === 'lastFrameAgoMs' ? -aheadMs : aheadMs);
    }
    const now = performance.eventLoopUtilization();
    const { utilization } = performance.eventLoopUtilization(now, before);
    before = now;
    return { counters, memoryBytes: process.memoryUsage.rss(), busy: utilization, ...times };
  };
}
