import type { BenchRun } from './bench-run.js';
import { growthCells } from './growth-cells.js';
import { measureInteractions } from './measure-interactions.js';
import { measureRules } from './measure-rules.js';
import { startLoadedCueline } from '../load/loaded-cueline.js';
import type { SystemSize } from '../load/loaded-system.js';
import { measureCost } from '../load/measure-cost.js';
import type { Row } from '../report/report.js';
import { withEnd } from '../programs/run-bench.js';

/** (e): what more of everything costs. */
export async function measureGrowth(run: BenchRun): Promise<void> {
  run.report.heading('Growth (e)');
  await measureSizes(run, 'partitions', run.plan.partitions);
  await measureSizes(run, 'matchers', run.plan.matchers);
  for (const measure of [measureRules, measureInteractions]) {
    await withEnd(run.context, (context) => measure({ ...run, context }));
  }
}

async function measureSizes(run: BenchRun, what: keyof SystemSize, counts: readonly number[]): Promise<void> {
  const rows: Row[] = [];
  for (const count of counts) {
    const size = { ...run.plan.size, liveCalls: 1000, [what]: count };
    const cost = await withEnd(run.context, async (context) => {
      const system = await startLoadedCueline(context, size);
      await measureCost(system, run.plan.measureS);
      return await measureCost(system, run.plan.measureS);
    });
    rows.push({ [what]: count, ...growthCells(cost) });
  }
  run.report.table(what, rows);
}
