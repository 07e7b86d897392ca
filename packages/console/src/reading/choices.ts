import type { Chip, Wall } from '../contract/live.js';
import type { KnownCall } from './call-row.js';

/** Most values to filter by. */
const MOST_CHOICES = 200;

type Values = Map<string, number>;
type Rules = Map<string, { title: string; chips: number; due: number; pending: number }>;

/** What there is in calls to filter by, and how often. */
export interface Counts {
  readonly agents: ReadonlyMap<string, number>;
  readonly skills: ReadonlyMap<string, number>;
  readonly rules: ReadonlyMap<string, { title: string; chips: number; due: number; pending: number }>;
}

export const NO_COUNTS: Counts = { agents: new Map(), skills: new Map(), rules: new Map() };

/** Counts on from what was counted before: some calls have gone since, and some have come. */
export function count(before: Counts, went: readonly KnownCall[], came: readonly KnownCall[]): Counts {
  const agents = new Map(before.agents);
  const skills = new Map(before.skills);
  const rules: Rules = new Map(Array.from(before.rules, ([rule, counted]) => [rule, { ...counted }]));
  const add = ({ row }: KnownCall, by: 1 | -1) => {
    addValue(agents, row.agent, by);
    addValue(skills, row.skill, by);
    for (const chip of row.chips) addChip(rules, chip, by);
  };
  for (const call of came) add(call, 1);
  for (const call of went) add(call, -1);
  return { agents, skills, rules };
}

/** What a viewer may filter by. */
export type Choices = Pick<Wall, 'agents' | 'skills' | 'rules'>;

/** The most frequent agents and skills, and the rules of which most is owed. */
export function choicesOf({ agents, skills, rules }: Counts): Choices {
  return {
    agents: frequent(agents),
    skills: frequent(skills),
    rules: Array.from(rules, ([rule, { title, due, pending }]) => ({ rule, title, due, pending }))
      .toSorted((a, b) => b.due - a.due || b.pending - a.pending || (a.rule < b.rule ? -1 : 1))
      .slice(0, MOST_CHOICES),
  };
}

function addValue(values: Values, value: string | undefined, by: 1 | -1): void {
  if (value === undefined) return;
  const times = (values.get(value) ?? 0) + by;
  if (times === 0) values.delete(value);
  else values.set(value, times);
}

function addChip(rules: Rules, { rule, title, kind }: Chip, by: 1 | -1): void {
  const counted = rules.get(rule) ?? { title, chips: 0, due: 0, pending: 0 };
  counted.chips += by;
  if (kind === 'due' || kind === 'unclear') counted.due += by;
  else if (kind === 'pending') counted.pending += by;
  if (counted.chips === 0) rules.delete(rule);
  else rules.set(rule, counted);
}

function frequent(values: Counts['agents']): { value: string; count: number }[] {
  return Array.from(values, ([value, times]) => ({ value, count: times }))
    .toSorted((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
    .slice(0, MOST_CHOICES);
}
