import { resolve } from 'node:path';
import { measureCost, warmUp, type Cost } from '../load/measure-cost.js';
import { startLoadedCueline } from '../load/loaded-cueline.js';
import type { LoadedSystem } from '../load/loaded-system.js';
import { median } from '../usage/statistics.js';
import type { Row } from '../report/report.js';
import type { BenchRun } from './bench-run.js';

/** What is compared, in µs of CPU time per segment. */
const PARTS = ['ingest', 'matchers', 'publisher', 'redis'];

/**
 * The pipeline (b) of this checkout and of another, in turn. Each round gives a ratio of its own: whatever else the
 * machine does changes from round to round, and meets both.
 */
export async function measureAgainst(run: BenchRun): Promise<void> {
  const { context, report, plan, against, profileFolder, rulesFile } = run;
  const settings = rulesFile === undefined ? {} : { RULES_FILE: resolve(rulesFile) };
  const other = await startLoadedCueline(context, { ...plan.size, checkout: against, settings });
  const own = await startLoadedCueline(context, { ...plan.size, profileFolder, settings });
  await warmUp([other, own], plan.againstSegments);
  const rounds: { readonly other: Measured; readonly own: Measured }[] = [];
  for (let round = 0; round < plan.rounds; round += 1) {
    rounds.push({ other: await measure(other, plan.measureS), own: await measure(own, plan.measureS) });
  }

  report.heading('Against the other build');
  report.note(
    `${plan.size.liveCalls} live interactions, ${plan.size.matchers} matcher; medians of ${rounds.length} rounds in turn. ` +
      (rulesFile === undefined ? 'Each build has its own rules.' : 'Both have the same rules.'),
  );
  const rowOf = (what: string, read: (measured: Measured) => number): Row => ({
    'for each segment': what,
    'other build': median(rounds.map((round) => read(round.other))),
    'this build': median(rounds.map((round) => read(round.own))),
    ratio: median(rounds.map((round) => read(round.own) / read(round.other))),
  });
  report.table('against', [
    ...PARTS.map((name) => rowOf(`${name}, µs of CPU`, ({ cpuUs }) => cpuUs[name] ?? NaN)),
    rowOf('all but the load, µs of CPU', ({ ownUs }) => ownUs),
    rowOf('commands of Redis, those in scripts too', ({ commands }) => commands),
    rowOf('cues, %', ({ cues }) => 100 * cues),
    rowOf('segments/s', ({ perSecond }) => perSecond),
  ]);
}

interface Measured extends Cost {
  /** Commands that Redis ran for each segment. */
  readonly commands: number;
}

async function measure(system: LoadedSystem, seconds: number): Promise<Measured> {
  const before = await countCommands(system);
  const cost = await measureCost(system, seconds);
  return { ...cost, commands: ((await countCommands(system)) - before) / cost.entries };
}

/** How many commands Redis has run since it started. */
async function countCommands({ redis }: LoadedSystem): Promise<number> {
  const calls = [...(await redis.info('commandstats')).matchAll(/calls=(\d+)/g)];
  return calls.reduce((sum, [, count]) => sum + Number(count), 0);
}
