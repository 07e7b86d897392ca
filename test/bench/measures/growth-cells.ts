import type { Cost } from '../load/measure-cost.js';
import type { Row } from '../report/report.js';

/** The cells of a table that tell what an entry costs. */
export function growthCells({ perSecond, ownUs, cpuUs }: Cost): Row {
  return {
    'segments/s': Math.round(perSecond),
    'CPU per segment (µs)': ownUs,
    'of it matchers': cpuUs['matchers'] ?? 0,
    Redis: cpuUs['redis'] ?? 0,
  };
}
