import type { Counts, VerdictCount } from './read-counts.js';

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

/** Sums counts up into lines. */
export function reportRows({ verdicts, calls }: Counts, { day, byRule, attributes }: Grouping): ReportRow[] {
  const callsOf = new Map(calls.map((group) => [JSON.stringify(group.attributes), group.count]));
  const groups = new Map<string, VerdictCount[]>();
  for (const count of verdicts) {
    const key = JSON.stringify([count.attributes, ...(byRule ? [count.kind, count.rule] : [])]);
    groups.set(key, [...(groups.get(key) ?? []), count]);
  }
  return [...groups]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, counts]) => {
      const [first] = counts;
      if (first === undefined) return [];
      const of = {
        ...(day === undefined ? {} : { day }),
        ...(byRule ? { rule: first.rule } : {}),
        ...Object.fromEntries(attributes.map((name, index) => [name, first.attributes[index] ?? ''])),
      };
      return [sumUp(of, counts, callsOf.get(JSON.stringify(first.attributes)) ?? 0)];
    });
}

function sumUp(of: ReportRow['of'], counts: readonly VerdictCount[], calls: number): ReportRow {
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
