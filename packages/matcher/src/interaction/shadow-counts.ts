import type { ShadowJudgement } from '@cueline/shared';
import { Counter, type Registry } from 'prom-client';
import { createSeriesNames } from './series-names.js';

/** Counts what the shadow pack judges, by rule and both verdicts. */
export function createShadowCounts(registers: Registry[]) {
  const calls = new Counter({
    name: 'cueline_shadow_calls_total',
    help: 'Calls that the shadow pack (SHADOW_RULES_FILE) judged, by whether it judged them otherwise than the pack in force',
    labelNames: ['result'] as const,
    registers,
  });
  for (const result of ['same', 'different']) calls.inc({ result }, 0);
  const differences = new Counter({
    name: 'cueline_shadow_differences_total',
    help: 'Rules that the shadow pack judged otherwise, by both verdicts; rules beyond the first 200 count as "other"',
    labelNames: ['rule', 'in_force', 'shadow'] as const,
    registers,
  });
  const nameOf = createSeriesNames();
  return {
    calls,
    differences,
    count(this: void, judgement: ShadowJudgement): void {
      calls.inc({ result: judgement.differences.length === 0 ? 'same' : 'different' });
      for (const { rule, inForce, shadow } of judgement.differences)
        differences.inc({ rule: nameOf(rule), in_force: inForce, shadow });
    },
  };
}
