import { stringify } from 'csv-stringify/sync';
import { type ReportRow, SHARED } from './report-rows.js';

/** Verdicts that each report has, in this order; others follow. */
const USUAL = ['satisfied', 'late', 'missed', 'unclear', 'undecided', 'acknowledged', 'not_required'];

export type ReportCell = string | number | undefined;

/** A report as a table, with a share behind each verdict that has one. */
export function reportTable(
  rows: readonly ReportRow[],
  by: readonly string[],
): { head: string[]; cells: ReportCell[][] } {
  const others = new Set(rows.flatMap(({ verdicts }) => Object.keys(verdicts)));
  for (const verdict of USUAL) others.delete(verdict);
  const names = [...USUAL, ...[...others].toSorted()];
  const shareOf = (name: string) => SHARED.find((shared) => shared === name);
  const head = [
    ...by,
    'calls',
    'owed',
    'decided',
    'coverage',
    ...names.flatMap((name) => (shareOf(name) === undefined ? [name] : [name, `${name}_share`])),
    'prohibited',
    'cues',
    'shadow_calls',
    'shadow_otherwise',
  ];
  const cells = rows.map((row) => [
    ...by.map((name) => row.of[name] ?? ''),
    row.calls,
    row.owed,
    row.decided,
    share(row.coverage),
    ...names.flatMap((name): ReportCell[] => {
      const shared = shareOf(name);
      const count = row.verdicts[name] ?? 0;
      return shared === undefined ? [count] : [count, share(row.shares[shared])];
    }),
    row.prohibited,
    row.cues,
    row.shadow?.calls ?? 0,
    row.shadow?.otherwise ?? 0,
  ]);
  return { head, cells };
}

const share = (part: number | undefined): number | undefined =>
  part === undefined ? undefined : Math.round(part * 10_000) / 10_000;

/**
 * A report as CSV (RFC 4180), a share of nothing as an empty cell. Attributes come from frames, so an agent may be named
 * `=HYPERLINK(…)`: before what a spreadsheet would take for a formula stands `'`.
 *
 * @param timeZone that of days, as a last column
 */
export function reportCsv(rows: readonly ReportRow[], by: readonly string[], timeZone: string): string {
  const { head, cells } = reportTable(rows, by);
  const records = [[...head, 'time_zone'], ...cells.map((row) => [...row, timeZone])];
  return stringify(records, { escape_formulas: true, record_delimiter: 'windows' });
}

/** A report as NDJSON, a line each. */
export function reportNdjson(rows: readonly ReportRow[], timeZone: string): string {
  return rows.map(({ of, ...row }) => `${JSON.stringify({ by: of, ...row, timeZone })}\n`).join('');
}
