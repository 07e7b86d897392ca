import type { Chip, CallRow, Urgency, Wall, WallAsk } from '../contract/live.js';
import type { KnownCall } from './call-row.js';
import { type Choices, choicesOf, count, type Counts, NO_COUNTS } from './choices.js';
import { sortCalls } from './sort-calls.js';

/** The calls that one viewer may see, in the order of the wall, with what there is to filter by. */
export interface Seen {
  readonly calls: readonly KnownCall[];
  readonly counts: Counts;
  readonly choices: Choices;
}

/**
 * Sorts calls, and finds what there is to filter by.
 *
 * @param before what was seen a moment ago; the more of it is as it was, the less there is to do
 */
export function see(calls: readonly KnownCall[], before?: Pick<Seen, 'calls' | 'counts'>): Seen {
  const { sorted, came, went } = sortCalls(calls, before?.calls ?? []);
  const counts = count(before?.counts ?? NO_COUNTS, went, came);
  return { calls: sorted, counts, choices: choicesOf(counts) };
}

/** The part of the wall that is asked for, with all its rows. */
export function cutWall({ calls, choices }: Seen, ask: WallAsk): Wall {
  const matching = calls.filter((call) => matches(call, ask));
  const urgencies: Record<Urgency, number> = { critical: 0, owed: 0, pending: 0, clear: 0 };
  for (const { row } of matching) urgencies[row.urgency] += 1;
  const from = Math.min(ask.from, Math.max(0, matching.length - 1));
  const rows = matching.slice(from, from + ask.count).map(({ row }) => row);
  return {
    total: calls.length,
    matching: matching.length,
    urgencies,
    ...choices,
    from,
    ids: rows.map(({ id }) => id),
    rows,
  };
}

/** The rows that are not what was sent before. */
export function changedRows(rows: readonly CallRow[], sent: ReadonlySet<CallRow>): CallRow[] {
  return rows.filter((row) => !sent.has(row)); // a row is made anew whenever its call changes
}

function matches({ row, searchText }: KnownCall, { q, agent, skill, rule, verdict, urgency }: WallAsk): boolean {
  if (agent !== undefined && row.agent !== agent) return false;
  if (skill !== undefined && row.skill !== skill) return false;
  if (urgency !== undefined && row.urgency !== urgency) return false;
  const isMeant = (chip: Chip) =>
    (rule === undefined || chip.rule === rule) && (verdict === undefined || chip.kind === verdict);
  if ((rule !== undefined || verdict !== undefined) && !row.chips.some(isMeant)) return false;
  return q === undefined || isFound({ searchText }, q);
}

/** Whether a part of a call's id, or of one of its attributes, is this. */
export const isFound = ({ searchText }: Pick<KnownCall, 'searchText'>, q: string): boolean =>
  searchText.includes(q.toLowerCase());
