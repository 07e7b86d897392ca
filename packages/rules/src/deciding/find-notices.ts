import { createHash } from 'node:crypto';
import { toMs } from '@cueline/shared/time';
import { lastAttributes } from '../interaction/attributes.js';
import type { InteractionState, Match } from '../interaction/interaction.js';
import type { Pack } from '../pack/pack.js';
import type { Desktop, RefusedCue } from './desktop.js';
import type { Judgement } from './verdict.js';

/** What a notice to supervisors may be about. */
export type NoticeKind = 'prohibited' | 'missed' | 'declined' | 'cue-refused' | 'not-heard';

/** Something that happened in a call, as it is stored: `Notice` of `packages/shared`. */
export interface FoundNotice {
  readonly id: string;
  readonly kind: NoticeKind;
  readonly interactionId: string;
  readonly atMs: number;
  readonly rules: readonly { readonly id: string; readonly title: string }[];
  readonly attributes: Readonly<Record<string, string>>;
  readonly words: readonly string[];
  readonly pack: string;
  readonly isFinal: boolean;
  readonly status?: number;
  readonly outlet?: string;
}

export interface NoticeContext {
  readonly interactionId: string;
  /** How many interactions had this id before. */
  readonly reuse: number;
  readonly state: InteractionState;
  readonly pack: Pack;
  /** Its digest. */
  readonly digest: string;
  /** Whether the call has ended, and cannot resume. */
  readonly isFinal: boolean;
}

/**
 * Finds the notices of a call, as far as it is known: each prohibited phrase, each disclosure that was missed or declined,
 * and whether some could not be decided. Each is one notice in a call, whatever else is said, with the same id whenever it is found.
 */
export function findNotices(context: NoticeContext, { disclosures, prohibited }: Judgement): FoundNotice[] {
  const { pack, state } = context;
  const endedAtUs = state.endedAtUs ?? state.lastHeardAtUs;
  const firsts = prohibited.filter(({ id }, i) => prohibited.findIndex((other) => other.id === id) === i);
  const ofDisclosures = pack.disclosures.flatMap(({ id }): FoundNotice[] => {
    const verdict = disclosures[id];
    if (verdict?.kind === 'missed') return [notice(context, { kind: 'missed', items: [id], atUs: endedAtUs })];
    if (verdict?.kind !== 'declined') return [];
    const { answer, evidence, round } = verdict;
    const said = { matches: [...evidence, answer], time: round?.number };
    return [notice(context, { kind: 'declined', items: [id], atUs: answer.heardAtUs, ...said })];
  });
  const unheard = pack.disclosures.filter(({ id }) => disclosures[id]?.kind === 'undecided').map(({ id }) => id);
  return [
    ...firsts.map(({ id, match }) =>
      notice(context, { kind: 'prohibited', items: [id], atUs: match.heardAtUs, matches: [match] }),
    ),
    ...ofDisclosures,
    ...(unheard.length === 0 ? [] : [notice(context, { kind: 'not-heard', items: unheard, atUs: endedAtUs, of: [] })]),
  ];
}

/**
 * Finds the notices of the cues that an outlet refused for good, or again: one whose call has just ended there is refused once,
 * and one that is taken at the next try was shown.
 *
 * @param outlet undefined for the first
 */
export function findRefusedCues(context: NoticeContext, { refused = [] }: Desktop, outlet?: string): FoundNotice[] {
  const isTold = ({ retryAtUs, times }: RefusedCue) => retryAtUs === undefined || times > 1;
  return refused.filter(isTold).map(({ kind, items, status, atUs }) => ({
    ...notice(context, {
      kind: 'cue-refused',
      items,
      atUs,
      of: [kind, ...items, ...(outlet === undefined ? [] : [outlet])],
    }),
    status,
    ...(outlet === undefined ? {} : { outlet }),
  }));
}

interface Happened {
  readonly kind: NoticeKind;
  readonly items: readonly string[];
  readonly atUs: number;
  readonly matches?: readonly Match[];
  /** Which time it is, of what is owed several times. */
  readonly time?: number | undefined;
  /** What tells it from others of its kind; by default its rules. */
  readonly of?: readonly string[];
}

function notice(
  context: NoticeContext,
  { kind, items, atUs, matches = [], time = 1, of = items }: Happened,
): FoundNotice {
  const { interactionId, reuse, state, pack, digest, isFinal } = context;
  const titles = new Map([...pack.disclosures, ...pack.prohibited].map(({ id, title }) => [id, title]));
  return {
    id: createHash('sha256')
      .update(JSON.stringify([interactionId, reuse, kind, of, time]))
      .digest('hex')
      .slice(0, 32),
    kind,
    interactionId,
    atMs: Math.floor(toMs(atUs)),
    rules: items.map((id) => ({ id, title: titles.get(id) ?? id })),
    attributes: lastAttributes(state),
    words: matches.map(({ words }) => words),
    pack: digest,
    isFinal,
  };
}
