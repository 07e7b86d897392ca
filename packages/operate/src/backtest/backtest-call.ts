import { replay, type CompiledPack, type Match, type Verdict, type WrongValue } from '@cueline/rules';
import { toMs, toUs } from '@cueline/shared';
import type { Call } from '@cueline/simulator/calls';
import { recordingOf, replayOptions, startOf } from './recording-of.js';
import { nearMissesOf, type CallNearMiss } from './near-misses.js';

/** What the rules make of one recorded call: a line of the output. Times are in ms since the call began. */
export interface CallResult {
  readonly interactionId: string;
  readonly disclosures: Readonly<Record<string, DisclosureResult>>;
  /** In the order in which they were said. */
  readonly prohibited: readonly ProhibitedResult[];
  readonly cues: readonly { readonly atMs: number; readonly items: readonly string[] }[];
  /** What was nearly said, the closest first; only when asked for. */
  readonly nearMisses?: readonly CallNearMiss[];
}

/** What became of a disclosure in a call. Times are in ms since the call began. */
export interface DisclosureResult {
  readonly verdict: Verdict['kind'];
  /** When all of it had been said; null when it was not. */
  readonly saidAtMs: number | null;
  /** The segment in which the phrase was completed. */
  readonly segmentId: string | null;
  readonly evidence: readonly Evidence[];
  /** Which time it is of what is owed anew. */
  readonly round?: { readonly number: number; readonly of: number; readonly beganAtMs: number };
  /** What was said and what was offered, if the verdict is `wrong`. */
  readonly values?: readonly WrongValue[];
}

/** A prohibited phrase that was said, once for each time; in ms since the call began. */
export interface ProhibitedResult {
  readonly id: string;
  readonly atMs: number;
  readonly segmentId: string;
  readonly evidence: readonly Evidence[];
}

/** Words that were said, masked: numbers that may identify a card or a person are not shown. */
export interface Evidence {
  readonly words: string;
  readonly atMs: number;
  readonly segmentId: string;
  readonly confidence: number;
}

export interface BacktestCallOptions {
  /** When the call is taken to have begun if it does not say, in ms since the epoch. */
  readonly startedAtMs: number;
  /** Whether to find what was nearly said, which takes as long again. */
  readonly nearMisses?: boolean;
}

/** Runs a recorded call through the decision code on a virtual clock. */
export function backtestCall(
  call: Call,
  pack: CompiledPack,
  { startedAtMs, nearMisses = false }: BacktestCallOptions,
): CallResult {
  const recording = recordingOf(call, startedAtMs);
  const replayed = replay(pack, recording, replayOptions);
  const { judgement, cues } = replayed;
  const since = (us: number) => toMs(us - toUs(startOf(call, startedAtMs)));
  const evidenceOf = ({ words, heardAtUs, segmentId, confidence }: Match): Evidence => ({
    words,
    atMs: since(heardAtUs),
    segmentId,
    confidence,
  });
  const roundOf = ({ round }: Verdict): Pick<DisclosureResult, 'round'> => {
    if (round === undefined) return {};
    const { number, of, beganAtUs } = round;
    return { round: { number, of, beganAtMs: since(beganAtUs) } };
  };
  const resultOf = (verdict: Verdict): DisclosureResult => {
    const evidence = 'evidence' in verdict ? verdict.evidence.map(evidenceOf) : [];
    return {
      verdict: verdict.kind,
      saidAtMs: 'evidence' in verdict ? since(verdict.saidAtUs) : null,
      segmentId: evidence.at(-1)?.segmentId ?? null,
      evidence,
      ...roundOf(verdict),
      ...(verdict.kind === 'wrong' ? { values: verdict.values } : {}),
    };
  };
  return {
    interactionId: call.interactionId,
    disclosures: Object.fromEntries(
      Object.entries(judgement.disclosures).map(([id, verdict]) => [id, resultOf(verdict)]),
    ),
    prohibited: judgement.prohibited.map(({ id, match }) => {
      const evidence = evidenceOf(match);
      return { id, atMs: evidence.atMs, segmentId: evidence.segmentId, evidence: [evidence] };
    }),
    cues: cues.map(({ atUs, cue }) => ({ atMs: since(atUs), items: cue.items })),
    ...(nearMisses ? { nearMisses: nearMissesOf(pack, recording, replayed, since) } : {}),
  };
}
