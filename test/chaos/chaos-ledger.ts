import type { JournalEntry } from '@cueline/simulator';
import { createDistribution } from '../harness/distribution.js';
import type { ChaosCall } from './chaos-calls.js';
import { cuedLines } from './cued-lines.js';
import { type Delays, delaysOf } from './delays.js';
import { type CueJudgement, judgeCues } from './judge-cues.js';
import { type JudgedOutcome, judgeVerdicts, type VerdictJudgement } from './judge-verdicts.js';
import type { LossyStretch } from './lossy-stretch.js';
import { readSentSegments, type SentSegments } from './sent-segments.js';

/** What a run comes to. */
export interface Ledger extends CueJudgement, VerdictJudgement {
  readonly calls: number;
  /** Calls of which a part reached no ingest at all; they are not judged. */
  readonly unheard: number;
  /** How long after it was sent each piece of evidence was heard, in ms; with seconds here the machine is too slow for these deadlines. */
  readonly heardAfterMs: Delays;
}

export interface LedgerContext {
  readonly calls: readonly ChaosCall[];
  /** All that the simulator sent and received. */
  readonly journal: readonly JournalEntry[];
  /** By interaction. */
  readonly outcomes: ReadonlyMap<string, JudgedOutcome>;
  readonly lossy: readonly LossyStretch[];
}

/** Compares what was cued and judged with what the calls deserve. */
export function drawLedger({ calls: all, journal, outcomes, lossy }: LedgerContext): Ledger {
  const sent = readSentSegments(journal);
  const calls = all.filter(sent.isHeard);
  const unheard = new Set(all.filter((call) => !sent.isHeard(call)).map(({ call }) => call.interactionId));
  const cued = cuedLines(journal).filter(({ interactionId }) => !unheard.has(interactionId));
  return {
    calls: calls.length,
    unheard: unheard.size,
    ...judgeCues({ calls, cued, sent, lossy }),
    ...judgeVerdicts({ calls, outcomes, sent, lossy }),
    heardAfterMs: heardAfter(outcomes, sent),
  };
}

function heardAfter(outcomes: LedgerContext['outcomes'], { sentAtMs }: SentSegments): Delays {
  const delays = createDistribution();
  for (const { disclosures } of outcomes.values()) {
    const evidence = Object.values(disclosures).flatMap((verdict) => ('evidence' in verdict ? verdict.evidence : []));
    for (const { segmentId, heardAtMs } of evidence) {
      const sentMs = sentAtMs(segmentId); // unknown of frames without ids, which ingest names
      if (sentMs !== undefined) delays.add(Math.abs(heardAtMs - sentMs));
    }
  }
  return delaysOf(delays);
}
