import type { BenchRun } from './bench-run.js';
import { growthCells } from './growth-cells.js';
import { startLoadedCueline } from '../load/loaded-cueline.js';
import { measureCost, measureInTurn } from '../load/measure-cost.js';
import { writeRules } from './write-rules.js';

const MOST_TIMES = 1.2;

/** What a segment costs with more rules: pipelines with so many rules each, measured in turn. */
export async function measureRules({ context, report, plan }: BenchRun): Promise<void> {
  const systems = [];
  for (const count of plan.rules) {
    const settings = { RULES_FILE: await writeRules(context, count) };
    const system = await startLoadedCueline(context, { ...plan.size, liveCalls: 1000, settings });
    await measureCost(system, 2 * plan.measureS);
    systems.push(system);
  }
  const costs = await measureInTurn(systems, { rounds: plan.rounds, seconds: plan.measureS });
  report.table(
    'rules',
    costs.map((cost, i) => ({ rules: plan.rules[i] ?? NaN, ...growthCells(cost) })),
  );
  const times = (costs.at(-1)?.ownUs ?? NaN) / (costs[0]?.ownUs ?? NaN);
  report.must('CPU per segment, 1,000 rules of 10', times, { atMost: MOST_TIMES });
}
