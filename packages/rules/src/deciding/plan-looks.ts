import type { InteractionState } from '../interaction/interaction.js';
import { judge } from './judge.js';
import { highestPriority, type Pack } from '../pack/pack.js';

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
  const earlier = before === undefined ? new Map<string, number>() : dueTimes(pack, before);
  const later = dueTimes(pack, after);
  const planned = new Set(upcoming.map(([atUs]) => atUs));
  const passed = (id: string) => earlier.has(id) && !planned.has(earlier.get(id) ?? 0);

  const said = pack.disclosures.some(({ id }) => passed(id) && !later.has(id));
  const heardBefore = new Set(before && judge(pack, before, Infinity).prohibited.map(({ id }) => id));
  const prohibited = judge(pack, after, Infinity).prohibited.filter(({ id }) => !heardBefore.has(id));
  const isCritical = (ids: ReadonlySet<string>) =>
    highestPriority([...pack.disclosures, ...pack.prohibited].filter(({ id }) => ids.has(id))) === 'critical';
  const isNewlyProhibited = new Set(prohibited.map(({ id }) => id));

  const moments = new Map<number, Set<string>>();
  for (const [id, dueAtUs] of later) {
    if (earlier.get(id) === dueAtUs && passed(id)) continue;
    moments.set(dueAtUs, (moments.get(dueAtUs) ?? new Set()).add(id));
  }
  return {
    upcoming: [...moments]
      .map(([atUs, ids]): PlannedLook => [atUs, isCritical(ids) ? 1 : 0])
      .sort((a, b) => a[0] - b[0]),
    now: isNewlyProhibited.size > 0 ? (isCritical(isNewlyProhibited) ? 'critical' : 'normal') : said ? 'normal' : 'no',
  };
}

/** Whether all that verdicts hang on is the same as before: so it is after most of what is said. */
function isJudgedAlike(before: InteractionState, after: InteractionState): boolean {
  return (
    before.matches === after.matches &&
    before.attributes === after.attributes &&
    before.acknowledged === after.acknowledged &&
    before.firstHeardAtUs === after.firstHeardAtUs &&
    before.agentHeardAtUs === after.agentHeardAtUs
  );
}

/** When each disclosure that has not been said becomes due, by id; only those that have a cue. */
function dueTimes(pack: Pack, state: InteractionState): Map<string, number> {
  const { disclosures } = judge(pack, state, state.lastHeardAtUs);
  const owed = new Map<string, number>();
  for (const { id, cue } of pack.disclosures) {
    const verdict = disclosures[id];
    if (cue === 'off' || verdict === undefined) continue;
    if ((verdict.kind === 'pending' || verdict.kind === 'due') && verdict.dueAtUs !== undefined)
      owed.set(id, verdict.dueAtUs);
  }
  return owed;
}
