import { setTimeout as delay } from 'node:timers/promises';
import type { BenchRun } from './bench-run.js';
import { logStalls, watchLogStalls } from './log-stalls.js';
import type { Row } from '../report/report.js';

const SHARES = [0.25, 0.5, 0.75];
const CUES_PER_SECOND = 20;
/** Must hold at this share. */
const JUDGED = 0.5;
const MOST_P99_OF_P50 = 4;
const SETTLE_MS = 2000;

/** (d): from a prohibited phrase heard to its cue requested, under parts of the load that (b) carries. */
export async function measureLatency(run: BenchRun): Promise<void> {
  const { report, plan } = run;
  const { perSecond } = await run.cost();
  const { redis, load } = await run.standard();
  await watchLogStalls(redis);
  const rows: Row[] = [];
  for (const share of SHARES) {
    await load.background(share * perSecond);
    await delay(SETTLE_MS);
    await logStalls(redis); // those of before
    const name = `said-at-${share}`;
    const delays = load.delays({ name, count: plan.cues, perSecond: CUES_PER_SECOND });
    await Promise.allSettled([delays]); // also where a cue is missing
    await load.background(0);
    const { count, p50, p99, most } = await delays;
    rows.push({
      'load, % of (b)': 100 * share,
      'segments/s': Math.round(share * perSecond),
      cues: count,
      'p50 (ms)': p50,
      'p99 (ms)': p99,
      'most (ms)': most,
      'p99 / p50': p99 / p50,
      'stalls of the append-only file': await logStalls(redis),
    });
    if (share === JUDGED) report.must('p99 of p50 at 50 % load', p99 / p50, { atMost: MOST_P99_OF_P50 });
  }
  report.heading('Latency (d)');
  report.note('From a prohibited phrase heard to the request for its cue.');
  report.table('latency', rows);
}
