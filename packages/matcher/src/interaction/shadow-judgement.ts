import {
  type CompiledPack,
  type HeardSegment,
  type InteractionState,
  type Judgement,
  type Match,
  replay,
  type ReplayOptions,
  type Verdict,
} from '@cueline/rules';
import { type ShadowDifference, type ShadowJudgement, type StoredSpeech, toMs, toUs } from '@cueline/shared';

/** A call of more segments, many hours of talk, is not judged: it would hold up others. */
const MOST_SEGMENTS = 5000;

export interface ShadowedCall {
  readonly speech: readonly StoredSpeech[];
  readonly state: InteractionState;
  /** What the pack in force decided. */
  readonly judgement: Judgement;
}

/**
 * Judges a call that has ended, all of which was heard, by another pack, and says what that would have decided otherwise; undefined
 * if it is too long.
 */
export function judgeByShadow(
  shadow: CompiledPack,
  { speech, state, judgement }: ShadowedCall,
  options: ReplayOptions,
): ShadowJudgement | undefined {
  if (speech.length > MOST_SEGMENTS) return undefined;
  const replayed = replay(shadow, { segments: speech.map(heardSegment), endedAtUs: state.endedAtUs }, options);
  // what a person ticked off is not what rules decide
  const ticked = new Set(Object.keys(state.acknowledged ?? {}));
  const differences = [
    ...disclosures(judgement, replayed.judgement).filter(({ rule }) => !ticked.has(rule)),
    ...prohibited(judgement, replayed.judgement),
  ];
  return { pack: shadow.digest, differences };
}

function disclosures(inForce: Judgement, shadow: Judgement): ShadowDifference[] {
  const ids = new Set([...Object.keys(inForce.disclosures), ...Object.keys(shadow.disclosures)]);
  return [...ids].flatMap((rule) => {
    const [old, now] = [inForce.disclosures[rule], shadow.disclosures[rule]];
    const [before, after] = [old?.kind ?? 'none', now?.kind ?? 'none'];
    if (before === after) return [];
    return [
      differenceOf({ rule, list: 'disclosure', inForce: before, shadow: after }, evidenceOf(now) ?? evidenceOf(old)),
    ];
  });
}

function prohibited(inForce: Judgement, shadow: Judgement): ShadowDifference[] {
  const first = ({ prohibited: said }: Judgement) => new Map(said.toReversed().map(({ id, match }) => [id, match]));
  const [old, now] = [first(inForce), first(shadow)];
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((rule) => {
    if (old.has(rule) === now.has(rule)) return [];
    const kinds = old.has(rule) ? { inForce: 'said', shadow: 'none' } : { inForce: 'none', shadow: 'said' };
    return [differenceOf({ rule, list: 'prohibited', ...kinds }, old.get(rule) ?? now.get(rule))];
  });
}

const evidenceOf = (verdict: Verdict | undefined): Match | undefined =>
  verdict !== undefined && 'evidence' in verdict ? verdict.evidence.at(-1) : undefined;

const differenceOf = (difference: ShadowDifference, evidence: Match | undefined): ShadowDifference =>
  evidence === undefined ? difference : { ...difference, words: evidence.words, heardAtMs: toMs(evidence.heardAtUs) };

function heardSegment({ heardAtMs, startMs, ...segment }: StoredSpeech): HeardSegment {
  return { ...segment, heardAtUs: toUs(heardAtMs), startUs: startMs === undefined ? undefined : toUs(startMs) };
}
