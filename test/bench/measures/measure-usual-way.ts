import { z } from 'zod';
import type { BenchRun } from './bench-run.js';
import { startBenchProgram } from '../programs/bench-program.js';
import { startLoad } from '../load/load.js';
import type { Row } from '../report/report.js';
import { withEnd } from '../programs/run-bench.js';
import { Handled, type UsualStart } from '../usual-way/usual-way-requests.js';

const USUAL_WAY = new URL('../usual-way/usual-way-program.ts', import.meta.url);
const LEAST_TIMES_USUAL = 50;
/** Calls side by side: few, so that they come to their ends, as those of (b) do. */
const LIVE_CALLS = 20;
/** Enough for some seconds of each. */
const FRAMES = { often: 400, once: 20_000 };

/** (c): what one process carries that posts each cue inline, of the same speech, from a simulator that answers as fast. */
export async function measureUsualWay(run: BenchRun): Promise<void> {
  const { report } = run;
  const { perSecond, cues } = await run.cost();
  const measureWay = (kind: UsualStart['cues']) =>
    withEnd(run.context, (context) => measure({ ...run, context }, kind));
  const often = await measureWay('often');
  const once = await measureWay('once');
  report.heading('The usual way (c)');
  report.note(
    'The same speech; a request for a cue is answered after 20 ms. In the usual way something is owed after as many segments ' +
      'as are posted for below; Cueline owes the same, but shows it once.',
  );
  const row = (what: string, rate: number, share: number): Row => ({
    way: what,
    'segments/s': Math.round(rate),
    'posted, % of segments': 100 * share,
    '(b) is so many times as fast': perSecond / rate,
  });
  report.table('usual way', [
    row('(b) Cueline', perSecond, cues),
    row('(c) posts while something is missing', often.perSecond, often.share),
    row('(c) posts once for each call', once.perSecond, once.share),
  ]);
  report.must('(b) of (c)', perSecond / often.perSecond, { atLeast: LEAST_TIMES_USUAL });
}

async function measure({ context, standard }: BenchRun, cues: UsualStart['cues']) {
  const { redisUrl } = await standard(); // which is not asked anything
  const load = await startLoad(context, { redisUrl, partitions: 1, liveCalls: LIVE_CALLS, messages: 'frames' });
  const program = startBenchProgram(context, USUAL_WAY);
  const { cxoneUrl, ...credentials } = load.where;
  await program.ask({ do: 'start', cxoneUrl, credentials, cues }, z.object({}));
  const handled = program.ask({ do: 'handle', count: FRAMES[cues] }, Handled);
  await load.flood(FRAMES[cues]);
  const { seconds, posted } = await handled;
  return { perSecond: FRAMES[cues] / seconds, share: posted / FRAMES[cues] };
}
