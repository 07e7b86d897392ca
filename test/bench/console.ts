// What the console costs the Redis that it watches, and how quick its page is. `npm run bench:console -- --help`
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { createDistribution } from '../harness/distribution.js';
import { launchBrowser } from '../harness/launch-browser.js';
import { measurePixels, measureWall } from './console/measure-page.js';
import { pageBytes } from './console/page-bytes.js';
import { clientAddresses, measureRedisTime, type RedisTime } from './console/redis-time.js';
import { openViewer, type Viewer } from './console/viewer.js';
import { type LoadedCueline, startLoadedCueline } from './load/loaded-cueline.js';
import { warmUp } from './load/measure-cost.js';
import { type BenchProcess, startBenchProcess } from './programs/bench-process.js';
import { type BenchContext, runBench } from './programs/run-bench.js';
import { describeMachine } from './report/describe-machine.js';
import { createReport } from './report/report.js';
import { cpuSeconds, residentBytes } from './usage/process-usage.js';
import { median } from './usage/statistics.js';

const help = `npm run bench:console -- [--quick] [--heap-minutes N] [--json FILE]

  --quick         5,000 live calls alone, short measures
  --heap-minutes  for how long the console's memory is watched at last (default 3; quick: 1)
  --json          where all figures are written`;

/** Segments a second, in all of it. */
const RATE = 1000;
const FIRST_CALLS = 1000;
const MANY_VIEWERS = 200;
/** Of these, browsers that hang. */
const HUNG_VIEWERS = 20;
const FULL = { liveCalls: [5000, 50_000], seconds: 8, rounds: 3, said: 60, heapMinutes: 3, limitS: 25 * 60 };
const QUICK = { liveCalls: [5000], seconds: 5, rounds: 1, said: 20, heapMinutes: 1, limitS: 8 * 60 };

const { values: flags } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    'heap-minutes': { type: 'string' },
    json: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});
const plan = flags.quick ? QUICK : FULL;
const heapMinutes = Number(flags['heap-minutes'] ?? plan.heapMinutes);
const report = createReport();

if (flags.help) console.log(help);
else {
  await runBench(async (context) => {
    setTimeout(() => context.fail(new Error(`not done in time`)), 1000 * (plan.limitS + heapMinutes * 60)).unref();
    report.table('machine', [describeMachine()]);
    const settings = { CONSOLE_MAX_VIEWERS: '400', HTTP_PORT: '0' };
    const size = { partitions: 8, matchers: 1, liveCalls: FIRST_CALLS };
    const cueline = await startLoadedCueline(context, { ...size, talk: 'desk' });
    await warmUp(cueline, 12);
    let liveCalls = FIRST_CALLS;
    for (const wanted of plan.liveCalls) {
      await cueline.load.multiply(wanted / liveCalls);
      liveCalls = wanted;
      report.heading(
        `${liveCalls.toLocaleString('en-US')} live calls, ${RATE.toLocaleString('en-US')} segments a second`,
      );
      await cueline.load.background(RATE);
      await delay(5000);
      const nobody = await redisTime(cueline, () => false);
      const others = await clientAddresses(cueline.redis);
      const console = await startBenchProcess('console', { ...cueline.load.environment, ...settings });
      context.onEnd(() => console.end());
      const bench = { context, cueline, console, liveCalls, isConsole: (address: string) => !others.has(address) };
      await console.ready();
      await measureFirstReading(bench);
      await measureViewers(bench, nobody);
      await measureDelay(bench);
      await measureBrowser(bench);
      if (wanted === plan.liveCalls.at(-1)) await measureHeap(bench);
      await cueline.load.background(0);
      await console.end();
      await cueline.redis.del(...Array.from({ length: 8 }, (_, partition) => `cueline:{${partition}}:watched`));
    }
    const { first, all } = pageBytes();
    report.must('KB of the page until the wall is seen, compressed', first / 1000, { atMost: 130 });
    report.must('KB of all of the page, compressed', all / 1000, { atMost: 230 });
    const areMet = report.verdicts();
    if (flags.json !== undefined) report.write(flags.json);
    return areMet;
  });
}

interface Bench {
  readonly context: BenchContext;
  readonly cueline: LoadedCueline;
  readonly console: BenchProcess;
  readonly liveCalls: number;
  readonly isConsole: (address: string) => boolean;
}

const named = (what: string, { liveCalls }: Bench) => `${what}, ${liveCalls.toLocaleString('en-US')} live calls`;

const redisTime = ({ redis, processes }: LoadedCueline, isConsole: (address: string) => boolean) =>
  measureRedisTime(redis, { pid: processes['redis']?.[0] ?? NaN, seconds: plan.seconds, isConsole });

const wall = (url: string, context: BenchContext, from = 0, options = {}): Promise<Viewer> =>
  openViewer(context, url, `view=now&from=${from}&count=80`, options);

const isReadWhole = ({ shell }: { shell?: { read: { calls: number; of: number } } | undefined }) =>
  shell !== undefined && shell.read.of > 0 && shell.read.calls >= shell.read.of;

/** A console that has just started, and somebody who opens it. */
async function measureFirstReading(bench: Bench): Promise<void> {
  const { context, cueline, console } = bench;
  const openedMs = performance.now();
  const viewer = await wall(console.url, context);
  const first = viewer.next(({ wall: shown }) => (shown?.rows.length ?? 0) > 0);
  const whole = viewer.next(isReadWhole);
  const time = await redisTime(cueline, bench.isConsole);
  const [{ atMs: firstMs }, { atMs: wholeMs }] = await Promise.all([first, whole]);
  viewer.close();
  report.table('first reading', [
    {
      'first rows (s)': (firstMs - openedMs) / 1000,
      'all read (s)': (wholeMs - openedMs) / 1000,
      'Redis meanwhile (%)': time.console * 100,
    },
  ]);
  report.must(named('s until the first rows are sent', bench), (firstMs - openedMs) / 1000, { atMost: 2 });
  report.must(named('% of Redis while all is read first', bench), time.console * 100, { atMost: 3.5 });
}

/** What nobody, one, ten and many who watch cost; one and ten in turn. */
async function measureViewers(bench: Bench, nobody: RedisTime): Promise<void> {
  const { context, cueline, console } = bench;
  const measured = new Map<number, (RedisTime & { cpu: number; bytes: number; mb: number; everyS: number })[]>();
  const measure = async (count: number, hung = 0) => {
    const viewers: Viewer[] = [];
    for (let i = 0; i < count; i += 1) {
      const from = count > 20 ? 0 : i * 20;
      viewers.push(await wall(console.url, context, from, { isRead: i >= hung }));
    }
    await delay(3000);
    const before = { cpu: await cpuSeconds(console.pid), ms: performance.now(), said: viewers.map(countsOf) };
    const time = await redisTime(cueline, bench.isConsole);
    const lastedS = (performance.now() - before.ms) / 1000;
    const last = viewers.at(-1);
    const said = before.said.at(-1);
    const row = {
      ...time,
      cpu: ((await cpuSeconds(console.pid)) - before.cpu) / lastedS,
      bytes: ((last?.bytes() ?? NaN) - (said?.bytes ?? NaN)) / lastedS,
      everyS: lastedS / ((last?.messages() ?? NaN) - (said?.messages ?? NaN)),
      mb: (await residentBytes(console.pid)) / 1e6,
    };
    measured.set(count, [...(measured.get(count) ?? []), row]);
    for (const viewer of viewers) viewer.close();
    await delay(1000);
  };
  for (let round = 0; round < plan.rounds; round += 1) for (const count of [1, 10]) await measure(count);
  await measure(MANY_VIEWERS, HUNG_VIEWERS);
  const of = (count: number, figure: 'console' | 'index' | 'process' | 'cpu' | 'bytes' | 'mb' | 'everyS') =>
    median((measured.get(count) ?? []).map((row) => row[figure]));
  const share = (count: number) => of(count, 'console') + of(count, 'index');
  report.table('viewers', [
    {
      viewers: 'nobody',
      'console in Redis (%)': 0,
      'index of changes (%)': nobody.index * 100,
      'all of Redis (%)': nobody.process * 100,
      'console CPU (%)': '',
      'KB/s each': '',
      's between messages': '',
      'memory (MB)': '',
    },
    ...[1, 10, MANY_VIEWERS].map((count) => ({
      viewers: String(count),
      'console in Redis (%)': of(count, 'console') * 100,
      'index of changes (%)': of(count, 'index') * 100,
      'all of Redis (%)': of(count, 'process') * 100,
      'console CPU (%)': of(count, 'cpu') * 100,
      'KB/s each': of(count, 'bytes') / 1000,
      's between messages': of(count, 'everyS'),
      'memory (MB)': of(count, 'mb'),
    })),
  ]);
  report.must(named('% of Redis for the index, nobody watches', bench), nobody.index * 100, { atMost: 0.1 });
  report.must(named('% of Redis for one viewer', bench), share(1) * 100, { atMost: 1.5 });
  report.must(named('Redis for ten viewers, of one', bench), share(10) / share(1), { atMost: 1.2 });
  report.must(named(`Redis for ${MANY_VIEWERS} viewers, of one`, bench), share(MANY_VIEWERS) / share(1), {
    atMost: 1.2,
  });
  report.must(
    named('MB for each of many viewers', bench),
    (of(MANY_VIEWERS, 'mb') - of(10, 'mb')) / (MANY_VIEWERS - 10),
    { atMost: 1 },
  );
  report.must(named(`s between messages, ${MANY_VIEWERS} viewers`, bench), of(MANY_VIEWERS, 'everyS'), { atMost: 1.5 });
}

const countsOf = (viewer: Viewer) => ({ bytes: viewer.bytes(), messages: viewer.messages() });

/** From when something is said until a page is sent it. */
async function measureDelay(bench: Bench): Promise<void> {
  const filter = `said-${randomUUID().slice(0, 8)}`;
  const viewer = await openViewer(bench.context, bench.console.url, `view=now&q=${filter}`);
  const delays = createDistribution();
  for (let i = 0; i < plan.said; i += 1) {
    await delay(Math.random() * 1000);
    const interactionId = `${filter}-${i}`;
    const shown = viewer.next(({ wall: now }) => now?.ids.includes(interactionId) === true);
    const saidMs = performance.now();
    await bench.cueline.load.say({ interactionId, text: 'good morning how can i help' });
    delays.add((await shown).atMs - saidMs);
  }
  viewer.close();
  report.table('delay', [
    {
      'said to sent': `${plan.said} segments`,
      'p50 (ms)': delays.percentileMs(50),
      'p99 (ms)': delays.percentileMs(99),
    },
  ]);
  report.must(named('ms from said to sent, p99', bench), delays.percentileMs(99), { atMost: 1500 });
}

async function measureBrowser(bench: Bench): Promise<void> {
  const { url } = bench.console;
  const browser = await launchBrowser();
  bench.context.onEnd(() => browser.close());
  const usual = await measureWall(browser, url, { throttle: 1, seconds: plan.seconds });
  const slow = await measureWall(browser, url, { throttle: 4, seconds: plan.seconds });
  const filter = `seen-${randomUUID().slice(0, 8)}`;
  const pixels = await measurePixels(browser, url, {
    filter,
    ids: Array.from({ length: plan.said }, (_, i) => `${filter}-${i}.`),
    say: (interactionId) => bench.cueline.load.say({ interactionId, text: 'good morning how can i help' }),
  });
  await browser.close();
  report.table('browser', [
    { browser: 'as it is', 'first rows (ms)': usual.firstRowsMs, 'longest task (ms)': usual.longestTaskMs },
    { browser: '4 times as slow', 'first rows (ms)': slow.firstRowsMs, 'longest task (ms)': slow.longestTaskMs },
  ]);
  report.must(named('ms of the longest task', bench), usual.longestTaskMs, { atMost: 100 });
  report.must(named('ms of the longest task, 4 times as slow', bench), slow.longestTaskMs, { atMost: 200 });
  report.must(named('ms from said to painted, p99', bench), pixels.percentileMs(99), { atMost: 1500 });
}

/** Pages come and go: what the console keeps must not grow. The least of each third is what garbage is not part of. */
async function measureHeap({ context, console }: Bench): Promise<void> {
  const samples: number[] = [];
  for (const untilMs = performance.now() + heapMinutes * 60_000; performance.now() < untilMs;) {
    const viewers = await Promise.all(Array.from({ length: 10 }, () => wall(console.url, context)));
    await delay(2000);
    for (const viewer of viewers) viewer.close();
    samples.push((await console.metrics()).get('nodejs_heap_size_used_bytes') ?? NaN);
  }
  const third = Math.floor(samples.length / 3);
  const floors = [samples.slice(0, third), samples.slice(third, -third), samples.slice(-third)].map((part) =>
    Math.min(...part),
  );
  report.table('heap', [
    { minutes: heapMinutes, 'MB in each third': floors.map((bytes) => (bytes / 1e6).toFixed(0)).join(', ') },
  ]);
  report.must('heap in the last third, of the first', (floors[2] ?? NaN) / (floors[0] ?? NaN), { atMost: 1.2 });
}
