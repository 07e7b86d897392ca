import { cpuSeconds } from '../usage/process-usage.js';
import type { LoadedSystem } from './loaded-system.js';
import { median } from '../usage/statistics.js';

/** What entries cost. */
export interface Cost {
  readonly entries: number;
  readonly perSecond: number;
  /** µs of CPU time per entry, by process. */
  readonly cpuUs: Readonly<Record<string, number>>;
  /** The same of all but the load. */
  readonly ownUs: number;
  /** Requests for cues per entry. */
  readonly cues: number;
}

/** How many segments are under way at most: few enough that no interaction has two. */
const underWay = (liveCalls: number): number => Math.min(3000, Math.ceil(0.75 * liveCalls));

/** Sends entries for some seconds; measures what each costs, from the first until all have been processed. */
export async function measureCost({ load, processes, size }: LoadedSystem, seconds: number): Promise<Cost> {
  const before = await readCpu(processes);
  const pushed = await load.push({ seconds, underWay: underWay(size.liveCalls) });
  const after = await readCpu(processes);
  const cpuUs: Record<string, number> = {};
  for (const [name, used] of Object.entries(after)) {
    cpuUs[name] = ((used - (before[name] ?? 0)) / pushed.entries) * 1e6;
  }
  const ownUs = Object.entries(cpuUs).reduce((sum, [name, us]) => (name === 'load' ? sum : sum + us), 0);
  return {
    entries: pushed.entries,
    perSecond: pushed.entries / pushed.seconds,
    cpuUs,
    ownUs,
    cues: pushed.cues / pushed.entries,
  };
}

const WARM_UP_STEP_S = 3;

/**
 * Sends to several systems in turn until each call of each has said so many segments: their states reach their full size, and what was
 * said lately, which is what new segments are matched with, is as much in one system as in the others.
 */
export async function warmUp(systems: readonly LoadedSystem[], segments: number): Promise<void> {
  const left = systems.map(({ size }) => segments * size.liveCalls);
  while (left.some((count) => count > 0)) {
    for (const [i, system] of systems.entries()) {
      const { entries } = await measureCost(system, WARM_UP_STEP_S);
      left[i] = (left[i] ?? 0) - entries;
    }
  }
}

/** Measures several systems in turn, round by round, so that whatever else the machine does meets them all; returns medians. */
export async function measureInTurn(
  systems: readonly LoadedSystem[],
  { rounds, seconds }: { rounds: number; seconds: number },
): Promise<Cost[]> {
  const costs = systems.map((): Cost[] => []);
  for (let round = 0; round < rounds; round += 1) {
    for (const [i, system] of systems.entries()) costs[i]?.push(await measureCost(system, seconds));
  }
  return costs.map(middle);
}

function middle(costs: readonly Cost[]): Cost {
  const of = (read: (cost: Cost) => number) => median(costs.map(read));
  const processes = Object.keys(costs[0]?.cpuUs ?? {});
  return {
    entries: of(({ entries }) => entries),
    perSecond: of(({ perSecond }) => perSecond),
    cpuUs: Object.fromEntries(processes.map((name) => [name, of(({ cpuUs }) => cpuUs[name] ?? NaN)])),
    ownUs: of(({ ownUs }) => ownUs),
    cues: of(({ cues }) => cues),
  };
}

async function readCpu(processes: LoadedSystem['processes']): Promise<Record<string, number>> {
  const used: Record<string, number> = {};
  for (const [name, pids] of Object.entries(processes)) {
    const seconds = await Promise.all(pids.map(cpuSeconds));
    used[name] = seconds.reduce((sum, one) => sum + one, 0);
  }
  return used;
}
