import { type ReportRow, reportTable } from '@cueline/archive';
import { plainTable } from '../host/plain-table.js';

/** Columns that are shown even if all their figures are 0. */
const ALWAYS = new Set(['calls', 'owed', 'decided', 'satisfied', 'late', 'missed', 'cues']);
/** Columns that a narrow terminal does without, the first of them first. */
const SPARED = [
  'shadow_calls',
  'not_required',
  'decided',
  'acknowledged',
  'unclear',
  'undecided',
  'declined',
  'unanswered',
  'wrong',
];
const GAP = 2;
/** A share of nothing. */
const NOTHING = '–';

interface Column {
  readonly name: string;
  readonly cells: readonly string[];
}

/**
 * A report as a person reads it: a share stands behind its count if there is room for both, and a column of zeros is left out.
 *
 * @param columns the width of the terminal; undefined without one
 */
export function reportText(rows: readonly ReportRow[], by: readonly string[], columns = Infinity): string {
  const full = shownColumns(rows, by, (count, share) => (share === NOTHING ? count : `${count} (${share})`));
  const short = shownColumns(rows, by, (_, share) => share);
  const choices = [
    full,
    short,
    ...SPARED.map((_, at) => short.filter(({ name }) => !SPARED.slice(0, at + 1).includes(name))),
  ];
  const shown = choices.find((choice) => widthOf(choice) <= columns) ?? choices.at(-1) ?? [];
  const names = shown.map(({ name }) => name);
  const lacking = short.filter(({ name }) => !names.includes(name)).map(({ name }) => asHead(name));
  return [
    plainTable(
      names.map(asHead),
      rows.map((_, row) => shown.map(({ cells }) => cells[row] ?? '')),
      (column) => (column < by.length ? 'left' : 'right'),
    ),
    ...(lacking.length === 0 ? [] : ['', `There is no room for: ${lacking.join(', ')} (--format csv has all).`]),
  ].join('\n');
}

/** @param join writes a count and its share */
function shownColumns(
  rows: readonly ReportRow[],
  by: readonly string[],
  join: (count: string, share: string) => string,
): Column[] {
  const { head, cells } = reportTable(rows, by);
  const valuesOf = (name: string) => cells.map((row) => row[head.lastIndexOf(name)]);
  return head.flatMap((name, at): Column[] => {
    if (at < by.length) return [{ name, cells: cells.map((row) => String(row[at] ?? '')) }];
    if (isShare(name)) return [];
    const counts = valuesOf(name);
    if (!ALWAYS.has(name) && counts.every((count) => count === 0)) return [];
    const shareName = name === 'decided' ? 'coverage' : `${name}_share`;
    if (!head.includes(shareName)) return [{ name, cells: counts.map(String) }];
    const shares = valuesOf(shareName);
    return [{ name, cells: counts.map((count, row) => join(String(count), asShare(shares[row]))) }];
  });
}

const widthOf = (columns: readonly Column[]) =>
  columns.reduce((sum, { name, cells }) => sum + GAP + Math.max(name.length, ...cells.map(({ length }) => length)), 0) -
  GAP;
const isShare = (name: string) => name === 'coverage' || name.endsWith('_share');
const asHead = (name: string) => name.replaceAll('_', ' ');
const asShare = (share: string | number | undefined) =>
  typeof share === 'number' ? `${(share * 100).toFixed(1)} %` : NOTHING;
