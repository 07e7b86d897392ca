import { collectDefaultMetrics, Registry } from 'prom-client';

export type Metrics = Registry;

/** A registry of its own for each process. Names begin with `cueline_`. */
export function createMetrics(processName: string): Metrics {
  const metrics = new Registry();
  metrics.setDefaultLabels({ process: processName });
  collectDefaultMetrics({ register: metrics, prefix: 'cueline_' });
  return metrics;
}
