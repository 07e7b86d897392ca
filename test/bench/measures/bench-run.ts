import { type LoadedCueline, startLoadedCueline } from '../load/loaded-cueline.js';
import type { SystemSize } from '../load/loaded-system.js';
import { type Cost, measureCost } from '../load/measure-cost.js';
import type { Report } from '../report/report.js';
import type { BenchContext } from '../programs/run-bench.js';

/** How long things are measured, in seconds, and how often. */
export interface BenchPlan {
  readonly size: SystemSize;
  /** Long enough for what is due 30 s after a call's beginning to have its share. */
  readonly warmUpS: number;
  readonly measureS: number;
  /** How many segments each call has had before builds are compared. */
  readonly againstSegments: number;
  readonly rounds: number;
  /** How many prohibited phrases are said at each load. */
  readonly cues: number;
  readonly partitions: readonly number[];
  readonly matchers: readonly number[];
  /** The first and the last are compared. */
  readonly rules: readonly number[];
  readonly manyInteractions: number;
  readonly kills: number;
  /** A run that takes longer than this hangs. */
  readonly limitS: number;
}
const SIZE = { partitions: 8, matchers: 1 };
export const FULL: BenchPlan = {
  size: { ...SIZE, liveCalls: 4000 },
  warmUpS: 35,
  measureS: 6,
  againstSegments: 40,
  rounds: 5,
  cues: 400,
  partitions: [1, 2, 4, 8],
  matchers: [1, 2, 4],
  rules: [10, 100, 1000],
  manyInteractions: 200_000,
  limitS: 30 * 60,
  kills: 3,
};
/** For a fast look: few rounds, short ones, fewer calls. */
export const QUICK: BenchPlan = {
  size: { ...SIZE, liveCalls: 1000 },
  warmUpS: 8,
  measureS: 2,
  againstSegments: 30,
  rounds: 3,
  cues: 60,
  partitions: [1, 8],
  matchers: [1, 4],
  rules: [10, 1000],
  manyInteractions: 20_000,
  limitS: 10 * 60,
  kills: 1,
};

export interface BenchFlags {
  readonly plan: BenchPlan;
  readonly profileFolder: string | undefined;
  /** A checkout with another build, to be measured beside this one. */
  readonly against: string | undefined;
  /** The rule file of both builds; each has its own if this is unset. */
  readonly rulesFile: string | undefined;
}

/** What the parts of `npm run bench` share. */
export function createBenchRun(context: BenchContext, report: Report, flags: BenchFlags) {
  const { plan, profileFolder } = flags;
  let pipeline: Promise<LoadedCueline> | undefined;
  let cost: Promise<Cost> | undefined;

  const startPipeline = async () => {
    const started = await startLoadedCueline(context, { ...plan.size, profileFolder });
    await measureCost(started, plan.warmUpS);
    return started;
  };
  /** The pipeline at its usual size, under way for a while. */
  const standard = () => (pipeline ??= startPipeline());
  return {
    context,
    report,
    ...flags,
    standard,
    /** What a segment costs there; measured when it is first asked for. */
    cost: () => (cost ??= standard().then((started) => measureCost(started, plan.measureS))),
    keepCost: (measured: Cost): void => {
      cost = Promise.resolve(measured);
    },
  };
}
export type BenchRun = ReturnType<typeof createBenchRun>;
