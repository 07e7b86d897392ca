// What the console costs the Redis that it watches, and how quick its page is. `npm run bench:console -- --help`
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { createKeys } from '@cueline/shared';
import type { Redis } from 'ioredis';
import { type ConsolePlan, redisTime } from './console/console-bench.js';
import { measureBrowser } from './console/measure-browser.js';
import { measureDelay } from './console/measure-delay.js';
import { measureFirstReading } from './console/measure-first-reading.js';
import { measureHeap } from './console/measure-heap.js';
import { measureViewers } from './console/measure-viewers.js';
import { pageBytes } from './console/page-bytes.js';
import { clientAddresses } from './console/redis-time.js';
import { startLoadedCueline } from './load/loaded-cueline.js';
import { readProgress } from './load/read-progress.js';
import { warmUp } from './load/measure-cost.js';
import { startBenchProcess } from './programs/bench-process.js';
import { runBench } from './programs/run-bench.js';
import { describeMachine } from './report/describe-machine.js';
import { createReport } from './report/report.js';

const help = `npm run bench:console -- [--quick] [--rate N] [--heap-minutes N] [--json FILE]

  --quick         5,000 live calls alone, short measures
  --rate          segments a second in all (default 1000)
  --heap-minutes  for how long the console's memory is watched at last (default 3; quick: 1)
  --json          where all figures are written`;

const FIRST_CALLS = 1000;
const FULL: ConsolePlan = {
  liveCalls: [5000, 50_000],
  seconds: 8,
  rounds: 3,
  said: 60,
  heapMinutes: 3,
  limitS: 25 * 60,
};
const QUICK: ConsolePlan = { liveCalls: [5000], seconds: 5, rounds: 1, said: 20, heapMinutes: 1, limitS: 8 * 60 };

const { values: flags } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    rate: { type: 'string', default: '1000' },
    'heap-minutes': { type: 'string' },
    json: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});
const chosen = flags.quick ? QUICK : FULL;
const plan = { ...chosen, heapMinutes: Number(flags['heap-minutes'] ?? chosen.heapMinutes) };
const rate = Number(flags.rate);
const report = createReport();

/** Where segments wait for longer and longer, no figure says anything of the console. */
async function requireKeptUp(redis: Redis): Promise<void> {
  const { added, processed } = await readProgress(redis, createKeys('cueline'), 8);
  if (added - processed > rate * 5)
    throw new Error(
      `${added - processed} segments wait: this machine does not keep up with ${rate} a second, try a lower --rate`,
    );
}

if (flags.help) console.log(help);
else {
  await runBench(async (context) => {
    setTimeout(() => context.fail(new Error(`not done in time`)), 1000 * (plan.limitS + plan.heapMinutes * 60)).unref();
    report.table('machine', [describeMachine()]);
    const settings = { CONSOLE_MAX_VIEWERS: '400', HTTP_PORT: '0' };
    const size = { partitions: 8, matchers: 1, liveCalls: FIRST_CALLS };
    const cueline = await startLoadedCueline(context, { ...size, talk: 'desk' });
    await warmUp([cueline], 12);
    let liveCalls = FIRST_CALLS;
    for (const wanted of plan.liveCalls) {
      await cueline.load.multiply(wanted / liveCalls);
      liveCalls = wanted;
      report.heading(
        `${liveCalls.toLocaleString('en-US')} live calls, ${rate.toLocaleString('en-US')} segments a second`,
      );
      await cueline.load.background(rate);
      await delay(5000);
      const others = await clientAddresses(cueline.redis);
      const nobody = await redisTime({ cueline, plan, consoles: new Set() });
      const console = await startBenchProcess('console', { ...cueline.load.environment, ...settings });
      context.onEnd(() => console.end());
      await console.ready();
      const consoles = new Set([...(await clientAddresses(cueline.redis))].filter((each) => !others.has(each)));
      const bench = { context, report, plan, cueline, console, liveCalls, consoles };
      for (const measure of [
        () => measureFirstReading(bench),
        () => measureViewers(bench, nobody),
        () => measureDelay(bench),
        () => measureBrowser(bench),
      ]) {
        await requireKeptUp(cueline.redis);
        await measure();
      }
      if (wanted === plan.liveCalls.at(-1)) await measureHeap(bench);
      await cueline.load.background(0);
      await console.end();
      await cueline.redis.del(...Array.from({ length: 8 }, (_, partition) => `cueline:{${partition}}:changes`));
    }
    const { first, all } = pageBytes();
    report.must('KB of the page until the wall is seen, compressed', first / 1000, { atMost: 130 });
    report.must('KB of all of the page, compressed', all / 1000, { atMost: 230 });
    const areMet = report.verdicts();
    if (flags.json !== undefined) report.write(flags.json);
    return areMet;
  });
}
