import { hasChanged } from '../interaction/attributes.js';
import type { InteractionState } from '../interaction/interaction.js';
import { judge } from './judge.js';
import { highestPriority, type Pack } from '../pack/pack.js';
import { type Owed, owedFor, type Verdict } from './verdict.js';

/** A moment (µs) at which an interaction needs a look, and whether something critical hangs on it. */
export type PlannedLook = readonly [atUs: number, critical: 0 | 1];

export interface LookPlan {
  /** Moments still to come, ascending. */
  readonly upcoming: readonly PlannedLook[];
  /** Whether what was just heard needs a look at once. */
  readonly now: 'no' | 'normal' | 'critical';
}

/**
 * Plans when an interaction needs a look, after something new was heard.
 * @param upcoming what was planned before and has not come yet
 */
export function planLooks(
  pack: Pack,
  before: InteractionState | undefined,
  after: InteractionState,
  upcoming: readonly PlannedLook[],
): LookPlan {
  if (after.endedAtUs !== undefined) return { upcoming: [], now: 'no' };
  if (before !== undefined && isJudgedAlike(before, after)) return { upcoming, now: 'no' };
  const earlier = before === undefined ? new Map<string, Owed>() : owedIn(pack, before);
  const later = owedIn(pack, after);
  const planned = new Set(upcoming.map(([atUs]) => atUs));
  const passed = (id: string) => earlier.has(id) && !planned.has(earlier.get(id)?.atUs ?? 0);

  const changed = pack.disclosures.some(({ id }) => {
    const [was, is] = [earlier.get(id), later.get(id)];
    return passed(id) && (is?.kind !== was?.kind || is?.atUs !== was?.atUs);
  });
  const heardBefore = new Set(before && judge(pack, before, Infinity).prohibited.map(({ id }) => id));
  const prohibited = judge(pack, after, Infinity).prohibited.filter(({ id }) => !heardBefore.has(id));
  // Cues may be for the agent who had the call before.
  const isCued = heardBefore.size > 0 || [...earlier.keys()].some(passed);
  const isHandedOn = before !== undefined && isCued && hasChanged(before.attributes, after.attributes);
  const isCritical = (ids: ReadonlySet<string>) =>
    highestPriority([...pack.disclosures, ...pack.prohibited].filter(({ id }) => ids.has(id))) === 'critical';
  const isNewlyProhibited = new Set(prohibited.map(({ id }) => id));

  const moments = new Map<number, Set<string>>();
  for (const [id, { atUs }] of later) {
    if (earlier.get(id)?.atUs === atUs && passed(id)) continue;
    moments.set(atUs, (moments.get(atUs) ?? new Set()).add(id));
  }
  return {
    upcoming: [...moments]
      .map(([atUs, ids]): PlannedLook => [atUs, isCritical(ids) ? 1 : 0])
      .sort((a, b) => a[0] - b[0]),
    now:
      isNewlyProhibited.size > 0
        ? isCritical(isNewlyProhibited)
          ? 'critical'
          : 'normal'
        : changed || isHandedOn
          ? 'normal'
          : 'no',
  };
}

/** Whether all that verdicts hang on is the same as before: so it is after most of what is said. */
function isJudgedAlike(before: InteractionState, after: InteractionState): boolean {
  return (
    before.matches === after.matches &&
    before.attributes === after.attributes &&
    before.acknowledged === after.acknowledged &&
    before.firstHeardAtUs === after.firstHeardAtUs &&
    before.agentHeardAtUs === after.agentHeardAtUs &&
    before.unheard === after.unheard
  );
}

/** What is owed now or will be, and when, by disclosure; only those that have a cue. */
function owedIn(pack: Pack, state: InteractionState): Map<string, Owed> {
  const { disclosures } = judge(pack, state, state.lastHeardAtUs);
  const owed = new Map<string, Owed>();
  for (const { id, cue } of pack.disclosures) {
    const verdict = disclosures[id];
    if (cue === 'off' || verdict === undefined) continue;
    const one = verdict.kind === 'pending' ? plannedFor(verdict) : owedFor(verdict);
    if (one !== undefined) owed.set(id, one);
  }
  return owed;
}

/** What there will be a cue for unless something is said by then. */
function plannedFor({ dueAtUs, saidAtUs }: Extract<Verdict, { kind: 'pending' }>): Owed | undefined {
  if (dueAtUs === undefined) return undefined;
  return { kind: saidAtUs === undefined ? 'missing' : 'unanswered', atUs: dueAtUs };
}
