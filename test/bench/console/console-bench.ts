import type { LoadedCueline } from '../load/loaded-cueline.js';
import type { BenchProcess } from '../programs/bench-process.js';
import type { BenchContext } from '../programs/run-bench.js';
import type { Report } from '../report/report.js';
import { measureRedisTime } from './redis-time.js';

/** How long things are measured, and how often. */
export interface ConsolePlan {
  /** From few to many, each a multiple of the one before. */
  readonly liveCalls: readonly number[];
  readonly seconds: number;
  readonly rounds: number;
  /** How many segments are timed. */
  readonly said: number;
  readonly heapMinutes: number;
  /** A run that takes longer hangs. */
  readonly limitS: number;
}

/** A pipeline under load, and a console that watches it. */
export interface ConsoleBench {
  readonly context: BenchContext;
  readonly report: Report;
  readonly plan: ConsolePlan;
  readonly cueline: LoadedCueline;
  readonly console: BenchProcess;
  readonly liveCalls: number;
  /** Addresses of the console's connections to Redis. */
  readonly consoles: ReadonlySet<string>;
}

/** The name of a figure at this size. */
export const named = (what: string, { liveCalls }: ConsoleBench): string =>
  `${what}, ${liveCalls.toLocaleString('en-US')} live calls`;

/** Where Redis' time goes for as long as the plan says. */
export const redisTime = ({ cueline, plan, consoles }: Pick<ConsoleBench, 'cueline' | 'plan' | 'consoles'>) =>
  measureRedisTime(cueline.redis, { pid: cueline.processes['redis']?.[0] ?? NaN, seconds: plan.seconds, consoles });
