import type { Chip, CallRow, Urgency, Wall, WallAsk } from '../contract/live.js';
import { compareCalls, type KnownCall } from './call-row.js';

/** Most values to filter by. */
const MOST_CHOICES = 200;

/** The calls that one viewer may see, in the order of the wall, with what there is to filter by. */
export interface Seen {
  readonly calls: readonly KnownCall[];
  readonly choices: Pick<Wall, 'agents' | 'skills' | 'rules'>;
}

/** Sorts calls, and finds what there is to filter by. */
export function see(calls: readonly KnownCall[]): Seen {
  const sorted = calls.toSorted(compareCalls);
  return {
    calls: sorted,
    choices: {
      agents: countValues(sorted.map(({ row }) => row.agent)),
      skills: countValues(sorted.map(({ row }) => row.skill)),
      rules: countRules(sorted.flatMap(({ row }) => row.chips)),
    },
  };
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

function matches({ row, attributes }: KnownCall, { q, agent, skill, rule, verdict, urgency }: WallAsk): boolean {
  if (agent !== undefined && row.agent !== agent) return false;
  if (skill !== undefined && row.skill !== skill) return false;
  if (urgency !== undefined && row.urgency !== urgency) return false;
  const isMeant = (chip: Chip) =>
    (rule === undefined || chip.rule === rule) && (verdict === undefined || chip.kind === verdict);
  if ((rule !== undefined || verdict !== undefined) && !row.chips.some(isMeant)) return false;
  return q === undefined || isFound({ row, attributes }, q);
}

/** Whether a part of a call's id, or of one of its attributes, is this. */
export function isFound({ row, attributes }: Pick<KnownCall, 'row' | 'attributes'>, q: string): boolean {
  const wanted = q.toLowerCase();
  return [row.id, ...Object.values(attributes)].some((text) => text.toLowerCase().includes(wanted));
}

function countValues(values: readonly (string | undefined)[]): { value: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const value of values) if (value !== undefined) counts.set(value, (counts.get(value) ?? 0) + 1);
  return Array.from(counts, ([value, count]) => ({ value, count }))
    .toSorted((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
    .slice(0, MOST_CHOICES);
}

function countRules(chips: readonly Chip[]): Wall['rules'] {
  const rules = new Map<string, Wall['rules'][number]>();
  for (const { rule, title, kind } of chips) {
    const known = rules.get(rule) ?? { rule, title, due: 0, pending: 0 };
    rules.set(rule, {
      ...known,
      due: known.due + (kind === 'due' || kind === 'unclear' ? 1 : 0),
      pending: known.pending + (kind === 'pending' ? 1 : 0),
    });
  }
  return [...rules.values()].toSorted((a, b) => b.due - a.due || b.pending - a.pending).slice(0, MOST_CHOICES);
}
