import { type Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import { readVersion } from '../read-version.js';

export type Metrics = Registry;

/** Gauges that prom-client names like counters; each also exists by type, under a right name. */
const MISNAMED = ['handles', 'requests', 'resources'].map((what) => `cueline_nodejs_active_${what}_total`);

/** How often the lag of the event loop is sampled. Each sample wakes up the process: by default a hundred a second. */
const LAG_EVERY_MS = 100;

/** Creates a process's metrics registry, with Node's default metrics. Names begin with `cueline_`. */
export function createMetrics(processName: string): Metrics {
  const metrics = new Registry();
  metrics.setDefaultLabels({ process: processName });
  collectDefaultMetrics({ register: metrics, prefix: 'cueline_', eventLoopMonitoringPrecision: LAG_EVERY_MS });
  for (const name of MISNAMED) metrics.removeSingleMetric(name);
  const build = new Gauge({
    name: 'cueline_build_info',
    help: '1, with the version that runs',
    labelNames: ['version'] as const,
    registers: [metrics],
  });
  build.set({ version: readVersion() }, 1);
  return metrics;
}

/** Lets a counter begin at 0 for each value of its label: the first event would be no increase otherwise. */
export function startAtZero<Label extends string>(counter: Counter<Label>, values: readonly string[]): void {
  for (const value of values) counter.labels(value).inc(0);
}
