import type { Metrics } from '@cueline/shared';
import { Gauge, Histogram } from 'prom-client';

/** The panel's metrics. */
export function createPanelMetrics(metrics: Metrics, count: () => number) {
  const registers = [metrics];
  const streams = new Gauge({
    name: 'cueline_panel_streams',
    help: 'Panels that are open',
    registers,
    collect() {
      this.set(count());
    },
  });
  const delay = new Histogram({
    name: 'cueline_panel_delay_seconds',
    help: 'From when a segment was heard until what it changed was sent to the panel of its call',
    buckets: [0.05, 0.1, 0.2, 0.3, 0.5, 1, 2, 5, 10, 30],
    registers,
  });
  return {
    streams,
    onShown: (heardAtMs: number, atMs: number) => delay.observe(Math.max(0, atMs - heardAtMs) / 1000),
  };
}
