import type { BenchRun } from './bench-run.js';
import { growthCells } from './growth-cells.js';
import { startLoadedCueline } from '../load/loaded-cueline.js';
import { measureCost, measureInTurn } from '../load/measure-cost.js';
import type { Row } from '../report/report.js';

/** The price of writes that wait for a replica: two pipelines on a Redis with one, of which one waits for it, measured in turn. */
export async function measureWait({ context, report, plan }: BenchRun): Promise<void> {
  const start = (minReplicas: string) =>
    startLoadedCueline(context, { ...plan.size, replicas: 1, settings: { REDIS_MIN_REPLICAS: minReplicas } });
  const systems = [await start('0'), await start('1')];
  for (const system of systems) await measureCost(system, plan.measureS);
  const costs = await measureInTurn(systems, { rounds: plan.rounds, seconds: plan.measureS });
  const rows: Row[] = [];
  for (const [minReplicas, { load }] of systems.entries()) {
    const { p50, p99 } = await load.delays({ name: `waits-for-${minReplicas}`, count: plan.cues, perSecond: 20 });
    const cost = costs[minReplicas];
    rows.push({
      REDIS_MIN_REPLICAS: minReplicas,
      ...(cost && growthCells(cost)),
      'cue p50 (ms)': p50,
      'cue p99 (ms)': p99,
    });
  }
  report.heading('Writes that wait for a replica');
  report.note('Both have one; its own CPU time is not counted. Cues are timed while little else is said.');
  report.table('wait', rows);
}
