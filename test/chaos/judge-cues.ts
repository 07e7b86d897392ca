import { createDistribution } from '../harness/distribution.js';
import type { ChaosCall } from './chaos-calls.js';
import type { CuedLine } from './cued-lines.js';
import { type Delays, delaysOf } from './delays.js';
import { isLossyBetween, type LossyStretch } from './lossy-stretch.js';
import type { SentSegments } from './sent-segments.js';

/** How the cues of a run compare with what its calls deserve; each is given as `<interaction>: <title>`. */
export interface CueJudgement {
  readonly owed: number;
  readonly cued: number;
  /** What was owed and never cued. */
  readonly lost: readonly string[];
  /** What was cued and not owed. */
  readonly false: readonly string[];
  /** What was cued more than once. */
  readonly repeated: readonly string[];
  /** What was cued more than once as a fail-over may cost it: see docs/guarantees.md. */
  readonly repeatedInFailOver: readonly string[];
  /** How long after it was owed each was cued, in ms. */
  readonly lateMs: Delays;
}

export interface CuesToJudge {
  readonly calls: readonly ChaosCall[];
  /** All that was cued in these calls, in order. */
  readonly cued: readonly CuedLine[];
  readonly sent: SentSegments;
  readonly lossy: readonly LossyStretch[];
}

/** Compares what was cued with what the calls deserve. */
export function judgeCues({ calls, cued, sent, lossy }: CuesToJudge): CueJudgement {
  const timesOf = new Map<string, number[]>();
  for (const { line, atMs } of cued) timesOf.set(line, [...(timesOf.get(line) ?? []), atMs]);

  const linesOf = (titlesOf: (call: ChaosCall) => readonly string[]) =>
    calls.flatMap((call) => titlesOf(call).map((title) => `${call.call.interactionId}: ${title}`));
  const owed = linesOf((call) => call.owed.map(({ title }) => title));
  const closeTitles = ({ timings }: ChaosCall) =>
    Object.values(timings).flatMap((timing) => (sent.isClose(timing) ? timing.title : []));
  const allowed = new Set([...owed, ...linesOf(({ mayCue }) => mayCue), ...linesOf(closeTitles)]);

  const repeated = [...timesOf].filter(([, times]) => times.length > 1);
  const isExcused = (times: readonly number[]) =>
    times.slice(1).every((againMs, i) => isLossyBetween(lossy, times[i] ?? Infinity, againMs));

  const late = createDistribution();
  for (const { call, owed: cues } of calls) {
    for (const { title, dueMs, afterSegmentId } of cues) {
      const cuedAtMs = timesOf.get(`${call.interactionId}: ${title}`)?.[0];
      const afterMs = sent.sentAtMs(afterSegmentId);
      if (cuedAtMs !== undefined && afterMs !== undefined) late.add(cuedAtMs - afterMs - dueMs);
    }
  }
  return {
    owed: owed.length,
    cued: cued.length,
    lost: owed.filter((line) => !timesOf.has(line)),
    false: [...timesOf.keys()].filter((line) => !allowed.has(line)),
    repeated: repeated.flatMap(([line, times]) => (isExcused(times) ? [] : line)),
    repeatedInFailOver: repeated.flatMap(([line, times]) => (isExcused(times) ? line : [])),
    lateMs: delaysOf(late),
  };
}
