import type { Outcome } from '@cueline/shared';
import { Counter, type Registry } from 'prom-client';

/** A pack may have any number of rules, and packs change; each rule has a series for each verdict. */
const MOST_DISCLOSURES = 200;
const OTHERS = 'other';

/** Counts verdicts by disclosure; disclosures beyond the first 200 that this process has met are counted together. */
export function createVerdictCounts(registers: Registry[]) {
  const counter = new Counter({
    name: 'cueline_verdicts_total',
    help: 'Verdicts in outcomes, by disclosure; disclosures beyond the first 200 count as "other". A call that resumed after its outcome counts again',
    labelNames: ['disclosure', 'verdict'] as const,
    registers,
  });
  const known = new Set<string>();
  return {
    counter,
    count(this: void, disclosures: Outcome['disclosures']): void {
      for (const [id, { kind }] of Object.entries(disclosures)) {
        if (known.size < MOST_DISCLOSURES) known.add(id);
        counter.inc({ disclosure: known.has(id) ? id : OTHERS, verdict: kind });
      }
    },
  };
}
