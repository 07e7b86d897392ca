import { figuresOf, readMeasured } from './measured.js';

/** What `docs/scale.md` rests on: what was measured, and what is assumed of the calls. Times are in µs of CPU, sizes in bytes. */
export const MEASURED = readMeasured();

export const FIGURES = {
  ...figuresOf(MEASURED),
  /** Of `redisUs` the part that `write-segments.lua` takes, by estimate: no benchmark measures it apart. */
  redisWriteUs: 15,
  /**
   * What a partition costs Redis while little is said: its owner's checks of deadlines and claims, seven a second (two while nothing
   * is said), a look of each that stands by now and then, and an ingest's span, ten a second. From `INFO commandstats` of
   * `cueline up --simulate`, and `npm run bench:idle`.
   */
  idleCallUs: 60,
  checksPerS: 7.5,
  spansPerS: 10,
} as const;

/** What is assumed of the calls, as in the load of the benchmarks unless it says otherwise. */
export const CALLS = {
  /** Seconds between two segments of a call. */
  segmentEveryS: 3,
  /** Mean length of a call, s. */
  lastsS: 270,
  /** Cues per call, all agents together. Not measured: yours decide it. */
  cuesPerCall: 0.5,
  /** Seconds for which `seen` remembers a segment, at most. */
  seenForS: 420,
  /** An outcome in Redis: its entry and its place in the index, of the sample calls (`MEMORY USAGE`). */
  outcomeBytes: 1750,
} as const;

/** What a part may be used to, so that bursts pass, and the rest can take over what one has carried that is lost. */
export const MAX_LOAD = 0.6;

/** Prices of a cloud's list, rounded, in $ per month: they differ by a factor of two from one to the next. */
export const PRICES = { corePerMonth: 30, gibPerMonth: 4 } as const;
