// How long a prohibited phrase takes from heard to cue posted, against what can't be had for less: a bare Redis round trip and
// a bare HTTP request, at the same time and under the same load. And how late a cue is when nobody speaks any more.
// `npm run bench:latency -- --help`
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { startBareRoundTrips } from './latency/bare-round-trips.js';
import { type BenchPipeline, startBenchPipeline } from './programs/bench-pipeline.js';
import { createTable } from './report/create-table.js';
import { measureCueDelays } from './load/measure-cue-delays.js';
import type { Distribution } from '../harness/distribution.js';
import { runBench } from './programs/run-bench.js';
import { measureSilentCalls } from './latency/measure-silent-calls.js';
import { EVERY_MS, smallTalk } from './load/small-talk.js';

const help = `npm run bench:latency -- [--rates 0,50,100,200] [--cues 300] [--cues-per-second 10]

  --rates            background of small talk, in segments per second; 0 is at rest
  --cues             prohibited phrases at each rate
  --cues-per-second  how many of them are said per second`;

/** How many times a bare round trip and a bare request a cue may take. */
const MOST_TIMES_BARE = 10;
/** How late a cue may be after its deadline. */
const MOST_LATE_MS = 2000;
const WARM_UP_CUES = 100;
const SILENT_CALLS = 20;

interface Row {
  readonly rate: number;
  readonly cue: Distribution;
  readonly ping: Distribution;
  readonly http: Distribution;
}

const Count = z.coerce.number().int().positive();
const Flags = z.object({
  rates: z.string().transform((list) => z.array(z.coerce.number().min(0)).parse(list.split(','))),
  cues: Count,
  'cues-per-second': Count,
  help: z.boolean(),
});
const { values } = parseArgs({
  options: {
    rates: { type: 'string', default: '0,50,100,200' },
    cues: { type: 'string', default: '300' },
    'cues-per-second': { type: 'string', default: '10' },
    help: { type: 'boolean', default: false },
  },
});

const flags = Flags.parse(values);
if (flags.help) console.log(help);
else {
  await runBench(async (context) => {
    const pipeline = await startBenchPipeline(context);
    const perSecond = flags['cues-per-second'];
    await measureCueDelays({ simulator: pipeline.simulator, name: 'warm-up', count: WARM_UP_CUES, perSecond: 50 });

    const late = await measureSilentCalls(pipeline.simulator, SILENT_CALLS);
    const lateMs = Math.round(late.mostMs());
    console.log(`${late.count()} calls that fell silent were cued ${lateMs} ms after their deadline at the latest\n`);

    const table = createRatioTable();
    let isFast = true;
    for (const rate of flags.rates) {
      const row = await measureAt(rate, pipeline, { count: flags.cues, perSecond });
      table.add(row);
      isFast &&= timesBare(row) <= MOST_TIMES_BARE;
    }
    console.log(isFast ? `at most ${MOST_TIMES_BARE} times bare` : `more than ${MOST_TIMES_BARE} times bare`);
    return isFast && lateMs <= MOST_LATE_MS;
  });
}

async function measureAt(
  rate: number,
  { simulator, redisUrl, cxoneUrl }: BenchPipeline,
  { count, perSecond }: { count: number; perSecond: number },
): Promise<Row> {
  void simulator.play(smallTalk(rate), { loop: true, spreadMs: EVERY_MS }); // until they are stopped
  await delay(2 * EVERY_MS); // every call is under way
  const bare = await startBareRoundTrips({ redisUrl, cxoneUrl, credentials: simulator.credentials });
  const cue = await measureCueDelays({ simulator, name: `said-at-${rate}`, count, perSecond });
  const { ping, http } = await bare.stop();
  simulator.stopCalls();
  return { rate, cue, ping, http };
}

function createRatioTable() {
  const percentile = (percent: number, of: 'cue' | 'ping' | 'http') => ({
    head: `${of} p${percent}`,
    cell: (row: Row) => row[of].percentileMs(percent).toFixed(2),
  });
  console.log('prohibited phrase heard to cue requested, in ms');
  return createTable<Row>(
    [
      { head: 'segments/s', cell: ({ rate }) => (rate === 0 ? 'at rest' : `${rate}`) },
      { head: 'cues', cell: ({ cue }) => `${cue.count()}` },
      ...(['cue', 'ping', 'http'] as const).flatMap((of) => [percentile(50, of), percentile(99, of)]),
      { head: 'cue p99 / (ping p99 + http p99)', cell: (row) => timesBare(row).toFixed(1) },
    ],
    console.log,
  );
}

function timesBare({ cue, ping, http }: Row): number {
  return cue.percentileMs(99) / (ping.percentileMs(99) + http.percentileMs(99));
}
