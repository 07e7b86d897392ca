import type { BenchRun } from './bench-run.js';
import { growthCells } from './growth-cells.js';
import { measureInteractions } from './measure-interactions.js';
import { measureRules } from './measure-rules.js';
import { startLoadedCueline } from '../load/loaded-cueline.js';
import type { LoadedSystem, SystemSize } from '../load/loaded-system.js';
import { measureInTurn, warmUp } from '../load/measure-cost.js';
import { withEnd } from '../programs/run-bench.js';

/** The fewer there are, the more each says in a while, and the more there is to match a new segment with: people say far less. */
const LIVE_CALLS = 4000;
/** A matcher has processed so many segments before it is measured: V8 compiles it until then, and that is many times as dear. */
const WARM_SEGMENTS = 40_000;
/** Calls end as soon as they have ended. What that costs would otherwise come 10 s later, in whichever system's turn that is. */
const SETTINGS = { END_LINGER_MS: '0' };
/** How much a segment may cost with the most matchers, of what it costs with one. */
const MOST_TIMES = 1.2;

/** (e): what more of everything costs. */
export async function measureGrowth(run: BenchRun): Promise<void> {
  run.report.heading('Growth (e)');
  await withEnd(run.context, (context) => measureSizes({ ...run, context }, 'partitions', run.plan.partitions));
  await withEnd(run.context, async (context) => {
    const times = await measureSizes({ ...run, context }, 'matchers', run.plan.matchers);
    run.report.must(`CPU per segment, ${run.plan.matchers.at(-1)} matchers of 1`, times, { atMost: MOST_TIMES });
  });
  for (const measure of [measureRules, measureInteractions]) {
    await withEnd(run.context, (context) => measure({ ...run, context }));
  }
}

/** Measures systems of several sizes in turn; returns what a segment costs in the last, of what it costs in the first. */
async function measureSizes(
  { context, report, plan }: BenchRun,
  what: keyof SystemSize,
  counts: readonly number[],
): Promise<number> {
  const systems: LoadedSystem[] = [];
  for (const count of counts) {
    const size = { ...plan.size, liveCalls: LIVE_CALLS, [what]: count };
    systems.push(await startLoadedCueline(context, { ...size, settings: SETTINGS }));
  }
  const mostMatchers = Math.max(...systems.map(({ size }) => size.matchers));
  await warmUp(systems, (WARM_SEGMENTS * mostMatchers) / LIVE_CALLS);
  const costs = await measureInTurn(systems, { rounds: plan.rounds, seconds: plan.measureS });
  report.table(
    what,
    costs.map((cost, i) => ({ [what]: counts[i] ?? NaN, ...growthCells(cost) })),
  );
  return (costs.at(-1)?.ownUs ?? NaN) / (costs[0]?.ownUs ?? NaN);
}
