import type { BenchRun } from './bench-run.js';
import { growthCells } from './growth-cells.js';
import { startLoadedCueline } from '../load/loaded-cueline.js';
import { measureInTurn, warmUp } from '../load/measure-cost.js';
import { readUsedBytes } from '../usage/redis-memory.js';
import { MB } from '../usage/statistics.js';

const FEW = 1000;
/** More segments than are said in the 30 s of speech that are kept of a call; by then V8 has compiled what the matcher runs. */
const FULL_TAIL = 20;
const MOST_TIMES = 1.1;
/** What a matcher is given to remember a call, in KB. */
const MEMORY_KB = 8;

/**
 * What a segment costs with more live interactions: two pipelines, measured in turn with as many segments under way. The many are
 * copies of a thousand whose states have reached their full size. Each then says something before anything is measured: no matcher has
 * heard the copies before. Nothing becomes due in them: the many speak 200 times as slowly, so more would become due per segment.
 */
export async function measureInteractions({ context, report, plan }: BenchRun): Promise<void> {
  const start = async () => {
    const settings = { MATCHER_MEMORY_MB: `${Math.ceil((plan.manyInteractions * MEMORY_KB) / 1000)}` };
    const system = await startLoadedCueline(context, { ...plan.size, liveCalls: FEW, talk: 'calm', settings });
    // a rewrite of so large a log would fall into one round or another
    await system.redis.config('SET', 'auto-aof-rewrite-percentage', 0);
    await warmUp([system], FULL_TAIL);
    return system;
  };
  const few = await start();
  const many = await start();
  const times = plan.manyInteractions / FEW;
  await many.load.multiply(times);
  await warmUp([{ ...many, size: { ...many.size, liveCalls: plan.manyInteractions } }], 1);
  await warmUp([few], times); // as many segments: V8 compiles less and less
  const costs = await measureInTurn([few, many], { rounds: plan.rounds, seconds: plan.measureS });
  const usedMb = await Promise.all([few, many].map(async ({ redis }) => (await readUsedBytes(redis)) / MB));
  report.table(
    'interactions',
    costs.map((cost, i) => ({
      'live interactions': i === 0 ? FEW : plan.manyInteractions,
      ...growthCells(cost),
      'Redis (MB)': usedMb[i] ?? NaN,
    })),
  );
  const dearer = (costs[1]?.ownUs ?? NaN) / (costs[0]?.ownUs ?? NaN);
  report.must(`CPU per segment, ${plan.manyInteractions} live interactions of ${FEW}`, dearer, { atMost: MOST_TIMES });
}
