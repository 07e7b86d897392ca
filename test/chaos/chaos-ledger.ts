import type { Simulator } from '@cueline/simulator';
import type { Outcome } from '../harness/outcomes.js';
import { CALL_MS, type ChaosCall, type Timing } from './chaos-calls.js';
import { type CuedLine, cuedLines } from './cued-lines.js';
import { createDistribution, type Distribution } from '../harness/distribution.js';

/** A stretch in which a fail-over may have lost the last moments of what Redis had answered; ms since the epoch. */
export interface LossyStretch {
  readonly fromMs: number;
  readonly toMs: number;
}

export interface Delays {
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
}

/** What a run comes to. */
export interface Ledger {
  readonly calls: number;
  /** Calls of which a part reached no ingest at all; they are not judged. */
  readonly unheard: number;
  readonly owed: number;
  readonly cued: number;
  /** What was owed and never cued: `<interaction>: <title>`. */
  readonly lost: readonly string[];
  /** What was cued and not owed. */
  readonly false: readonly string[];
  /** What was cued more than once. */
  readonly repeated: readonly string[];
  /** What was cued more than once as a fail-over may cost it: see docs/guarantees.md. */
  readonly repeatedInFailOver: readonly string[];
  /** How long after it was owed each was cued, in ms. */
  readonly lateMs: Delays;
  /** How long after it was sent what counted was heard, in ms: where this is seconds, the machine is too slow for such deadlines. */
  readonly heardAfterMs: Delays;
  /** Verdicts that are `undecided` since nobody listened for a while in the call; what is owed is cued all the same. */
  readonly undecided: readonly string[];
  /** Verdicts in time instead of late, or the other way, since an ingest that heard late was the first to write again: a fail-over's cost. */
  readonly mistimedInFailOver: readonly string[];
  /** Verdicts that a call does not deserve, or that it never got. */
  readonly wrongVerdicts: readonly string[];
}

export interface LedgerContext {
  readonly calls: readonly ChaosCall[];
  readonly simulator: Simulator;
  readonly outcomes: ReadonlyMap<string, Outcome>;
  readonly lossy: readonly LossyStretch[];
}

/** Compares what was cued and judged with what the calls deserve. */
export function drawLedger({ calls: all, simulator, outcomes, lossy }: LedgerContext): Ledger {
  const sent = sentSegments(simulator);
  const isHeard = ({ call }: ChaosCall) =>
    call.segments.every(({ segmentId }) => (sent.get(segmentId)?.sockets ?? 0) > 0);
  const calls = all.filter(isHeard);
  const unheardIds = new Set(all.filter((one) => !isHeard(one)).map(({ call }) => call.interactionId));

  const cued = cuedLines(simulator).filter(({ line }) => !unheardIds.has(line.slice(0, line.indexOf(': '))));
  const byLine = new Map<string, CuedLine[]>();
  for (const one of cued) byLine.set(one.line, [...(byLine.get(one.line) ?? []), one]);
  const lines = (titles: (call: ChaosCall) => readonly string[]) =>
    calls.flatMap((call) => titles(call).map((title) => `${call.call.interactionId}: ${title}`));
  const owed = lines((call) => call.owed.map(({ title }) => title));
  const isClose = (timing: Timing | undefined) => {
    const [afterMs, saidMs] = [sent.get(timing?.afterSegmentId ?? ''), sent.get(timing?.saidSegmentId ?? '')].map(
      (one) => one?.atMs,
    );
    if (timing === undefined || afterMs === undefined || saidMs === undefined) return false;
    return Math.abs(saidMs - afterMs - timing.dueMs) < CLOSE_MS;
  };
  const closeTitles = ({ timings }: ChaosCall) =>
    Object.values(timings).flatMap((timing) => (isClose(timing) ? timing.title : []));
  const allowed = new Set([...owed, ...lines(({ mayCue }) => mayCue), ...lines(closeTitles)]);
  const repeated = [...byLine].filter(([, times]) => times.length > 1);
  const isExcused = (times: readonly CuedLine[]) =>
    times
      .slice(1)
      .every((again, i) =>
        lossy.some(({ fromMs, toMs }) => (times[i]?.atMs ?? Infinity) < toMs && again.atMs > fromMs),
      );

  const late = createDistribution();
  for (const { call, owed: cues } of calls) {
    for (const { title, dueMs, afterSegmentId } of cues) {
      const cuedAtMs = byLine.get(`${call.interactionId}: ${title}`)?.[0]?.atMs;
      const anchorMs = sent.get(afterSegmentId)?.atMs;
      if (cuedAtMs !== undefined && anchorMs !== undefined) late.add(cuedAtMs - anchorMs - dueMs);
    }
  }
  const heardAfter = createDistribution();
  for (const { disclosures } of outcomes.values()) {
    for (const { segmentId, heardAtMs } of Object.values(disclosures).flatMap(({ evidence }) => evidence)) {
      const sentMs = sent.get(segmentId)?.atMs; // frames without ids are named by ingest
      if (sentMs !== undefined) heardAfter.add(Math.abs(heardAtMs - sentMs));
    }
  }
  const heardNobody = simulator.journal.read({ kind: 'frame' }).filter(({ sockets }) => sockets === 0);
  const lastDeafMs = heardNobody.at(-1)?.atMs ?? -Infinity;
  const isThroughGap = ({ call }: ChaosCall) => (sent.get(call.segments[0]?.segmentId ?? '')?.atMs ?? 0) < lastDeafMs;
  const isInFailOver = ({ call }: ChaosCall) => {
    const beganMs = sent.get(call.segments[0]?.segmentId ?? '')?.atMs ?? 0;
    return lossy.some(({ fromMs, toMs }) => beganMs < toMs && beganMs + CALL_MS > fromMs);
  };
  const verdicts = calls.flatMap((call) =>
    wrongVerdictsOf(call, outcomes.get(call.call.interactionId), isClose).map((line) => ({
      line,
      ofGap: isThroughGap(call) && line.endsWith(UNDECIDED),
      ofFailOver: isInFailOver(call) && MISTIMED.test(line),
    })),
  );
  return {
    calls: calls.length,
    unheard: unheardIds.size,
    owed: owed.length,
    cued: cued.length,
    lost: owed.filter((line) => !byLine.has(line)),
    false: [...byLine.keys()].filter((line) => !allowed.has(line)),
    repeated: repeated.filter(([, times]) => !isExcused(times)).map(([line]) => line),
    repeatedInFailOver: repeated.filter(([, times]) => isExcused(times)).map(([line]) => line),
    lateMs: delaysOf(late),
    heardAfterMs: delaysOf(heardAfter),
    undecided: verdicts.flatMap(({ line, ofGap }) => (ofGap ? line : [])),
    mistimedInFailOver: verdicts.flatMap(({ line, ofFailOver }) => (ofFailOver ? line : [])),
    wrongVerdicts: verdicts.flatMap(({ line, ofGap, ofFailOver }) => (ofGap || ofFailOver ? [] : line)),
  };
}

function delaysOf(distribution: Distribution): Delays {
  return { p50: distribution.percentileMs(50), p99: distribution.percentileMs(99), max: distribution.mostMs() };
}

/** When each segment was sent first, and to how many sockets. */
function sentSegments(simulator: Simulator): Map<string, { readonly atMs: number; readonly sockets: number }> {
  const sent = new Map<string, { atMs: number; sockets: number }>();
  for (const { frame, segmentId, atMs, sockets } of simulator.journal.read({ kind: 'frame' })) {
    if (frame === 'segment' && segmentId !== undefined && !sent.has(segmentId)) sent.set(segmentId, { atMs, sockets });
  }
  return sent;
}

/** Where the laboratory was so late itself that something was sent so near its deadline, it may be in time or late. */
const CLOSE_MS = 4000;
const MISTIMED = /is (satisfied, not late|late, not satisfied)$/;
const UNDECIDED = 'is undecided, not missed';

function wrongVerdictsOf(
  { call, verdicts, timings, prohibited }: ChaosCall,
  outcome: Outcome | undefined,
  isClose: (timing: Timing | undefined) => boolean,
): string[] {
  if (outcome === undefined) return [`${call.interactionId}: no outcome`];
  const wrong = Object.entries(verdicts).flatMap(([id, deserved]) => {
    const kind = outcome.disclosures[id]?.kind;
    const isEither = (kind === 'satisfied' || kind === 'late') && isClose(timings[id]);
    return kind === deserved || isEither ? [] : [`${call.interactionId}: ${id} is ${kind}, not ${deserved}`];
  });
  const heard = [...new Set(outcome.prohibited.map(({ id }) => id))];
  const isSame = heard.length === prohibited.length && heard.every((id) => prohibited.includes(id));
  return isSame ? wrong : [...wrong, `${call.interactionId}: prohibited ${heard.join(', ') || 'nothing'}`];
}
