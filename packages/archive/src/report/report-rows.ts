import type { Counts, ShadowCount, VerdictCount } from './read-counts.js';

/** Verdicts by which nobody can say whether a disclosure was made: such calls count for coverage alone. */
const UNKNOWN = new Set(['undecided', 'unclear']);
const NOT_OWED = 'not_required';

/** One line of a report. Shares are from 0 to 1, and undefined if they are shares of nothing. */
export interface ReportRow {
  /** `day`, `rule` and attributes, as asked for. */
  readonly of: Readonly<Record<string, string>>;
  /** Calls that ended, whether or not the rule was about them. */
  readonly calls: number;
  /** How often a disclosure was required. */
  readonly owed: number;
  /** How often it is known whether it was made. */
  readonly decided: number;
  /** `decided` of `owed`. */
  readonly coverage: number | undefined;
  /** Disclosures by their verdict. */
  readonly verdicts: Readonly<Record<string, number>>;
  /** `satisfied`, `late` and `missed` of `decided`. */
  readonly shares: Readonly<Record<(typeof SHARED)[number], number | undefined>>;
  /** Calls in which a prohibited phrase was heard; of several rules, each counts. */
  readonly prohibited: number;
  readonly cues: number;
  /** What shadow rules would have decided otherwise; undefined if none judged these calls. */
  readonly shadow: ShadowFigures | undefined;
}

export interface ShadowFigures {
  /** Calls that shadow rules judged as well. */
  readonly calls: number;
  /** How many verdicts would be others. */
  readonly otherwise: number;
  /** How many by what becomes of what: `missed > satisfied`. */
  readonly moves: Readonly<Record<string, number>>;
}

/** Verdicts with a percentage. */
export const SHARED = ['satisfied', 'late', 'missed'] as const;

/** What lines are about: `day` is the caller's, who asks day by day. */
export interface Grouping {
  readonly day: string | undefined;
  readonly byRule: boolean;
  /** Names of attributes, in the order of the counts' values. */
  readonly attributes: readonly string[];
}

/** What one line sums up. */
interface Group {
  readonly attributes: readonly string[];
  readonly rule: string;
  readonly verdicts: VerdictCount[];
  readonly shadows: ShadowCount[];
}

/** Sums counts up into lines. */
export function reportRows({ verdicts, shadows, calls }: Counts, { day, byRule, attributes }: Grouping): ReportRow[] {
  const callsOf = new Map(calls.map((group) => [JSON.stringify(group.attributes), group]));
  const groups = new Map<string, Group>();
  const groupOf = ({ attributes: values, kind, rule }: VerdictCount | ShadowCount): Group => {
    const key = JSON.stringify([values, ...(byRule ? [kind, rule] : [])]);
    const group = groups.get(key) ?? { attributes: values, rule, verdicts: [], shadows: [] };
    groups.set(key, group);
    return group;
  };
  for (const count of verdicts) groupOf(count).verdicts.push(count);
  for (const count of shadows) groupOf(count).shadows.push(count); // also of rules that only the shadow has
  return [...groups]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([, group]) => {
      const of = {
        ...(day === undefined ? {} : { day }),
        ...(byRule ? { rule: group.rule } : {}),
        ...Object.fromEntries(attributes.map((name, index) => [name, group.attributes[index] ?? ''])),
      };
      const { count = 0, shadowed = 0 } = callsOf.get(JSON.stringify(group.attributes)) ?? {};
      const shadow = shadowed === 0 ? undefined : shadowFigures(group.shadows, shadowed);
      return { ...sumUp(of, group.verdicts, count), shadow };
    });
}

function shadowFigures(shadows: readonly ShadowCount[], calls: number): ShadowFigures {
  const moves: Record<string, number> = {};
  for (const { inForce, shadow, count } of shadows)
    moves[`${inForce} > ${shadow}`] = (moves[`${inForce} > ${shadow}`] ?? 0) + count;
  return { calls, otherwise: shadows.reduce((total, { count }) => total + count, 0), moves };
}

function sumUp(of: ReportRow['of'], counts: readonly VerdictCount[], calls: number): Omit<ReportRow, 'shadow'> {
  const disclosures = counts.filter(({ kind }) => kind === 'disclosure');
  const verdicts: Record<string, number> = {};
  for (const { verdict, count } of disclosures) verdicts[verdict] = (verdicts[verdict] ?? 0) + count;
  const sum = (some: readonly number[]) => some.reduce((total, count) => total + count, 0);
  const countIf = (isMeant: (verdict: string) => boolean) =>
    sum(disclosures.filter(({ verdict }) => isMeant(verdict)).map(({ count }) => count));
  const owed = countIf((verdict) => verdict !== NOT_OWED);
  const decided = owed - countIf((verdict) => UNKNOWN.has(verdict));
  const share = (part: number, whole: number) => (whole === 0 ? undefined : part / whole);
  return {
    of,
    calls,
    owed,
    decided,
    coverage: share(decided, owed),
    verdicts,
    shares: {
      satisfied: share(verdicts['satisfied'] ?? 0, decided),
      late: share(verdicts['late'] ?? 0, decided),
      missed: share(verdicts['missed'] ?? 0, decided),
    },
    prohibited: sum(counts.filter(({ kind }) => kind === 'prohibited').map(({ count }) => count)),
    cues: sum(counts.map(({ cues }) => cues)),
  };
}
