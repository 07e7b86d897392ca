// What thousands of open panels cost one process, and how soon they show what was said. `npm run bench:panel -- --help`
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { signLink } from '@cueline/panel';
import { createKeys } from '@cueline/shared';
import { createDistribution } from '../harness/distribution.js';
import { startLoadedCueline } from './load/loaded-cueline.js';
import { warmUp } from './load/measure-cost.js';
import { openPanels, openWaiting } from './panel/open-panels.js';
import { startBenchProcess } from './programs/bench-process.js';
import { runBench } from './programs/run-bench.js';
import { describeMachine } from './report/describe-machine.js';
import { createReport } from './report/report.js';
import { cpuSeconds, residentBytes } from './usage/process-usage.js';

const help = `npm run bench:panel -- [--panels N] [--unseen N] [--rate N] [--seconds N] [--said N] [--json FILE]

  --panels   panels that are open on one process (default 5000), each of a live call
  --unseen   live calls besides, at which nobody looks (default 0)
  --rate     segments a second in all (default 1000)
  --seconds  for how long CPU time is measured (default 20)
  --said     how many segments are timed from when they are said until their panel has them (default 200)
  --json     where all figures are written`;

const FIRST_CALLS = 1000;
const SECRET = 'what links of this benchmark are signed with';
/** A run that takes longer hangs. */
const LIMIT_S = 300;

const { values: flags } = parseArgs({
  options: {
    panels: { type: 'string', default: '5000' },
    unseen: { type: 'string', default: '0' },
    rate: { type: 'string', default: '1000' },
    seconds: { type: 'string', default: '20' },
    said: { type: 'string', default: '200' },
    json: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});
const count = Number(flags.panels);
const unseen = Number(flags.unseen);
const rate = Number(flags.rate);
const seconds = Number(flags.seconds);
const said = Number(flags.said);
const report = createReport();

if (flags.help) console.log(help);
else {
  await runBench(async (context) => {
    setTimeout(() => context.fail(new Error('not done in time')), LIMIT_S * 1000).unref();
    report.table('machine', [describeMachine()]);
    const size = { partitions: 8, matchers: 1, liveCalls: FIRST_CALLS };
    const cueline = await startLoadedCueline(context, { ...size, talk: 'desk' });
    await warmUp([cueline], 8);
    // some end before their panels are opened
    await cueline.load.multiply(Math.ceil((1.1 * count + unseen) / FIRST_CALLS));
    await cueline.load.background(rate);
    const settings = {
      PANEL_SECRET: SECRET,
      PANEL_MAX_STREAMS: String(count + 1),
      HTTP_PORT: '0',
      // as the chart has it: in a container of 512 MB Node takes half of that for its heap, and without a limit it lets garbage grow
      NODE_OPTIONS: '--max-semi-space-size=2 --max-old-space-size=256',
    };
    const panel = await startBenchProcess('panel', { ...cueline.load.environment, ...settings });
    context.onEnd(() => panel.end());
    await panel.ready();

    const linkOf = (call: string) => {
      const { search } = new URL(signLink(panel.url, { call }, Date.now() + 3_600_000, SECRET));
      return `${panel.url}/panel/live${search}`;
    };
    const keys = createKeys('cueline');
    const ids = await Promise.all(
      Array.from({ length: 8 }, (_, partition) => cueline.redis.zrange(keys.deadlines(partition), '0', '-1')),
    );
    const panels = await openPanels(context, ids.flat().slice(0, count).map(linkOf));
    await delay(8000); // all live calls have been read once

    const before = { cpu: await cpuSeconds(panel.pid), ms: performance.now(), bytes: panels.bytes() };
    const delays = createDistribution();
    const measure = async () => {
      for (let i = 0; i < said; i += 1) {
        await delay(Math.random() * ((2 * seconds * 1000) / said) * 0.7);
        const interactionId = randomUUID();
        const waiting = await openWaiting(linkOf(interactionId));
        await delay(50);
        const saidMs = performance.now();
        await cueline.load.say({ interactionId, text: 'good morning how can i help' });
        delays.add((await waiting.shown) - saidMs);
        waiting.close();
      }
    };
    await Promise.all([measure(), delay(seconds * 1000)]);
    const lastedS = (performance.now() - before.ms) / 1000;
    const cpu = ((await cpuSeconds(panel.pid)) - before.cpu) / lastedS;
    const mb = (await residentBytes(panel.pid)) / 1e6;
    report.table('panels', [
      {
        'open panels': panels.count,
        'live calls': ids.flat().length,
        'segments/s': rate,
        'memory (MB)': mb,
        'CPU (% of a core)': cpu * 100,
        'KB/s to all': (panels.bytes() - before.bytes) / 1000 / lastedS,
        'said to shown, p50 (ms)': delays.percentileMs(50),
        'p95 (ms)': delays.percentileMs(95),
        'most (ms)': delays.mostMs(),
      },
    ]);
    report.must('panels that are open', panels.count, { atLeast: count });
    report.must('MB of the process', mb, { atMost: 300 });
    report.must('cores of the process', cpu, { atMost: 1 });
    report.must('ms from said to shown, p95', delays.percentileMs(95), { atMost: 300 });
    const areMet = report.verdicts();
    if (flags.json !== undefined) report.write(flags.json);
    return areMet;
  });
}
