import type { Outcome } from '@cueline/shared';
import { CALL_MS, type ChaosCall } from './chaos-calls.js';
import { isLossyBetween, type LossyStretch } from './lossy-stretch.js';
import type { SentSegments } from './sent-segments.js';

/** Which verdicts of a run are not what its calls deserve. */
export interface VerdictJudgement {
  /** Verdicts that are `undecided` since nobody listened for a while in the call; what is owed is cued all the same. */
  readonly undecided: readonly string[];
  /** Verdicts that say in time instead of late, or the reverse: after a fail-over, an ingest that heard late may be the first to write again. */
  readonly mistimedInFailOver: readonly string[];
  /** Verdicts that a call does not deserve, or that it never got. */
  readonly wrongVerdicts: readonly string[];
}

/** What of an outcome is judged. */
export type JudgedOutcome = Pick<Outcome, 'disclosures' | 'prohibited'>;

export interface VerdictsToJudge {
  readonly calls: readonly ChaosCall[];
  /** By interaction. */
  readonly outcomes: ReadonlyMap<string, JudgedOutcome>;
  readonly sent: SentSegments;
  readonly lossy: readonly LossyStretch[];
}

/** Compares the verdicts of calls with those that they deserve. */
export function judgeVerdicts({ calls, outcomes, sent, lossy }: VerdictsToJudge): VerdictJudgement {
  const undecided: string[] = [];
  const mistimedInFailOver: string[] = [];
  const wrongVerdicts: string[] = [];
  for (const [interactionId, call] of calls.flatMap(livesOf)) {
    const outcome = outcomes.get(interactionId);
    if (outcome === undefined) {
      wrongVerdicts.push(`${interactionId}: no outcome`);
      continue;
    }
    const beganMs = sent.beganAtMs(call);
    const isThroughGap = beganMs < sent.lastUnheardMs;
    const isInFailOver = isLossyBetween(lossy, beganMs, beganMs + CALL_MS);
    for (const { id, kind, deserved } of wrongOf(call, outcome, sent)) {
      const line = `${interactionId}: ${id} is ${kind}, not ${deserved}`;
      if (isThroughGap && kind === 'undecided' && deserved === 'missed') undecided.push(line);
      else if (isInFailOver && isSaid(kind) && isSaid(deserved)) mistimedInFailOver.push(line);
      else wrongVerdicts.push(line);
    }
    const prohibited = [...new Set(outcome.prohibited.map(({ id }) => id))];
    const isSame =
      prohibited.length === call.prohibited.length && prohibited.every((id) => call.prohibited.includes(id));
    if (!isSame) wrongVerdicts.push(`${interactionId}: prohibited ${prohibited.join(', ') || 'nothing'}`);
  }
  return { undecided, mistimedInFailOver, wrongVerdicts };
}

/** The calls that had an id, one after the other, each under the name of its outcome. */
function livesOf(call: ChaosCall): (readonly [string, ChaosCall])[] {
  const { interactionId } = call.call;
  const { earlier } = call;
  if (earlier === undefined) return [[interactionId, call]];
  return [
    [interactionId, earlier],
    [`${interactionId}#1`, call],
  ];
}

/** Of what was said, in time or late. */
const isSaid = (kind: string | undefined): boolean => kind === 'satisfied' || kind === 'late';

/** The disclosures of a call whose verdict is another than it deserves. */
function wrongOf({ verdicts, timings }: ChaosCall, { disclosures }: JudgedOutcome, sent: SentSegments) {
  return Object.entries(verdicts).flatMap(([id, deserved]) => {
    const kind = disclosures[id]?.kind;
    const timing = timings[id];
    const isEither = isSaid(kind) && timing !== undefined && sent.isClose(timing);
    return kind === deserved || isEither ? [] : { id, kind, deserved };
  });
}
