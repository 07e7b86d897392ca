import type { BenchRun } from './bench-run.js';
import { type Cost, measureCost, measureInTurn } from '../load/measure-cost.js';
import { startRawLimit } from '../raw/raw-limit.js';
import type { Row } from '../report/report.js';
import { withEnd } from '../programs/run-bench.js';

/** What a segment may cost, of the least for whoever keeps in Redis what was heard. */
const MOST_OF_KEPT_STATE = 2.1;
const RAW_WARM_UP_S = 5;

/** (a) and (b): what the streams by themselves carry, and what the pipeline does. */
export async function measureLimits(run: BenchRun): Promise<void> {
  const { context, report, plan } = run;
  const cueline = await run.standard();
  const [a, aWithState, b] = await withEnd(context, async (own) => {
    const raw = await startRawLimit(own, plan.size, { keepsState: false });
    const rawWithState = await startRawLimit(own, plan.size, { keepsState: true });
    for (const system of [raw, rawWithState]) await measureCost(system, RAW_WARM_UP_S);
    return await measureInTurn([raw, rawWithState, cueline], { rounds: plan.rounds, seconds: plan.measureS });
  });
  if (!a || !aWithState || !b) throw new RangeError('three systems have three costs');
  run.keepCost(b);

  report.heading('The raw limit (a) and Cueline (b)');
  const { partitions, matchers, liveCalls } = plan.size;
  report.note(
    `${liveCalls} live interactions, ${partitions} partitions, ${matchers} matcher or reader; median of ${plan.rounds} rounds in turn. ` +
      `In (b) ${(100 * b.cues).toFixed(2)} % of the segments led to a cue.`,
  );
  report.table('limits', [
    limitRow('(a) raw limit', a),
    limitRow('(a) that keeps a state', aWithState),
    limitRow('(b) Cueline', b),
  ]);
  report.table('ratios', [ratioRow('(b)', b, a), ratioRow('(a) that keeps a state', aWithState, a)]);
  report.must("(b) of (a) that keeps a state, without the load's CPU time", b.ownUs / aWithState.ownUs, {
    atMost: MOST_OF_KEPT_STATE,
  });
}

function limitRow(what: string, { perSecond, cpuUs, ownUs }: Cost): Row {
  const us = (name: string) => cpuUs[name] ?? 0;
  return {
    'µs of CPU per entry': what,
    'writer, ingest': us('writer') + us('ingest'),
    'readers, matchers': us('readers') + us('matchers'),
    publisher: us('publisher'),
    Redis: us('redis'),
    'all but the load': ownUs,
    'the load': us('load'),
    'entries/s': Math.round(perSecond),
  };
}

function ratioRow(what: string, cost: Cost, raw: Cost): Row {
  return {
    'of (a)': what,
    'by throughput': cost.perSecond / raw.perSecond,
    "without the load's CPU time": raw.ownUs / cost.ownUs,
  };
}
