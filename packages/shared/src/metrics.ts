import { collectDefaultMetrics, Registry } from 'prom-client';

export type Metrics = Registry;

/** Creates a process's metrics registry, with Node's default metrics. Names begin with `cueline_`. */
export function createMetrics(processName: string): Metrics {
  const metrics = new Registry();
  metrics.setDefaultLabels({ process: processName });
  collectDefaultMetrics({ register: metrics, prefix: 'cueline_' });
  return metrics;
}
