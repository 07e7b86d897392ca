// What Cueline carries, and what that costs. `npm run bench -- --help`
//
// What it measures is in `measures/`, what it puts under load in `load/`, and what it compares with in `raw/` and `usual-way/`.
// The other programs of this folder have folders of their names; all share `programs/`, `usage/` and `report/`.
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { type BenchRun, createBenchRun, FULL, QUICK } from './measures/bench-run.js';
import { measureGrowth } from './measures/measure-growth.js';
import { measureLatency } from './measures/measure-latency.js';
import { measureSize } from './measures/measure-size.js';
import { measureAgainst } from './measures/measure-against.js';
import { measureTakeover } from './measures/measure-takeover.js';
import { measureUsualWay } from './measures/measure-usual-way.js';
import { measureLimits } from './measures/measure-limits.js';
import { describeMachine } from './report/describe-machine.js';
import { checkOutcomes } from './measures/check-outcomes.js';
import { measureWait } from './measures/measure-wait.js';
import { createReport } from './report/report.js';
import { runBench } from './programs/run-bench.js';

const help = `npm run bench -- [--only a,b,c,d,e,f,kill,wait] [--quick] [--json FILE] [--profile FOLDER] [--against FOLDER [--rules FILE]]

  --only     a, b   the raw limit, and Cueline
             c      the usual way
             d      latency at 25, 50 and 75 % of (b)
             e      growth: partitions, matchers, rules, live interactions
             f      bytes and CPU time per segment, by process
             kill   a matcher killed at half load
             wait   writes that wait for a replica
  --against  a checkout with another build: the pipelines of both are measured in turn, and nothing else
  --rules    the rule file of both builds, which show then what they cost by themselves; otherwise each has its own
  --quick    a fast look, of less worth
  --json     where all figures are written
  --profile  where ingest, matcher and publisher of (b) leave CPU profiles`;

/** In the order in which they run. */
const parts: readonly Part[] = [
  { letters: ['a', 'b'], measure: measureLimits },
  { letters: ['f'], measure: measureSize },
  { letters: ['c'], measure: measureUsualWay },
  { letters: ['d'], measure: measureLatency },
  { letters: ['b'], measure: checkOutcomes },
  { letters: ['e'], measure: measureGrowth },
  { letters: ['kill'], measure: measureTakeover },
  { letters: ['wait'], measure: measureWait },
];
interface Part {
  readonly letters: readonly string[];
  readonly measure: (run: BenchRun) => Promise<void>;
}
const letters = [...new Set(parts.flatMap((part) => part.letters))];
const Flags = z.object({
  only: z.string().transform((list) => z.array(z.enum(letters)).parse(list.split(','))),
  quick: z.boolean(),
  json: z.string().optional(),
  profile: z.string().optional(),
  against: z.string().optional(),
  rules: z.string().optional(),
  help: z.boolean(),
});
const { values } = parseArgs({
  options: {
    only: { type: 'string', default: letters.join(',') },
    quick: { type: 'boolean', default: false },
    json: { type: 'string' },
    profile: { type: 'string' },
    against: { type: 'string' },
    rules: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});

const flags = Flags.parse(values);
if (flags.help) console.log(help);
else {
  await runBench(async (context) => {
    const report = createReport();
    const plan = flags.quick ? QUICK : FULL;
    const { profile, against, rules } = flags;
    const run = createBenchRun(context, report, { plan, profileFolder: profile, against, rulesFile: rules });
    setTimeout(() => context.fail(new Error(`not done after ${plan.limitS} s`)), 1000 * plan.limitS).unref();
    report.table('machine', [describeMachine()]);
    let isWhole = true;
    const asked = parts.filter((part) => part.letters.some((letter) => flags.only.includes(letter)));
    for (const part of flags.against === undefined ? asked : [{ measure: measureAgainst }]) {
      // the others are worth having all the same
      await part.measure(run).catch((error: unknown) => {
        console.error(error);
        isWhole = false;
      });
    }
    const areMet = report.verdicts();
    if (flags.json !== undefined) report.write(flags.json);
    return isWhole && areMet;
  });
}
