import type { Outcome } from '@cueline/shared';
import { Counter, type Registry } from 'prom-client';
import { createSeriesNames } from './series-names.js';

/** Counts verdicts by disclosure. */
export function createVerdictCounts(registers: Registry[]) {
  const counter = new Counter({
    name: 'cueline_verdicts_total',
    help: 'Verdicts in outcomes, by disclosure; disclosures beyond the first 200 count as "other". A call that resumed after its outcome counts again',
    labelNames: ['disclosure', 'verdict'] as const,
    registers,
  });
  const nameOf = createSeriesNames();
  return {
    counter,
    count(this: void, disclosures: Outcome['disclosures']): void {
      for (const [id, { kind }] of Object.entries(disclosures)) counter.inc({ disclosure: nameOf(id), verdict: kind });
    },
  };
}
