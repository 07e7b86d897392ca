import type { Report, ReportLine } from '../../contract/index.js';
import { countText, shareText } from '../data/number-text.js';
import { type Column, Table } from '../parts/table.js';
import s from './reports.module.css';

interface ReportTableProps {
  readonly report: Report;
  /** The calls behind a line. */
  readonly onOpen: (line: ReportLine) => void;
}

const HEADS: Readonly<Record<string, string>> = { rule: 'Rule', day: 'Day', agent: 'Agent', skill: 'Skill' };

export function ReportTable({ report: { by, lines, before, titles }, onOpen }: ReportTableProps) {
  const keyOf = ({ of }: ReportLine) => JSON.stringify(by.map((name) => of[name]));
  const earlier = new Map(before.map((line) => [keyOf(line), line]));
  const nameOf = (line: ReportLine, name: string) => {
    const value = line.of[name] ?? '';
    return name === 'rule' ? (titles[value] ?? value) : value === '' ? 'unknown' : value;
  };
  const share = (name: 'satisfied' | 'late' | 'missed') => (line: ReportLine) => (
    <>
      <Change now={line.shares[name]} before={earlier.get(keyOf(line))?.shares[name]} /> {shareText(line.shares[name])}
    </>
  );
  const columns: readonly Column<ReportLine>[] = [
    ...by.map((name, at): Column<ReportLine> => ({
      name: HEADS[name] ?? name,
      isText: true,
      cell: (line) =>
        at === 0 ? (
          <button type="button" className={s.name} onClick={() => onOpen(line)}>
            {nameOf(line, name)}
          </button>
        ) : (
          nameOf(line, name)
        ),
    })),
    { name: 'Calls', isNumber: true, cell: ({ calls }) => countText(calls) },
    { name: 'Owed', isNumber: true, cell: ({ owed }) => countText(owed) },
    { name: 'Decided', isNumber: true, cell: ({ decided }) => countText(decided) },
    { name: 'Coverage', isNumber: true, cell: ({ coverage }) => shareText(coverage) },
    { name: 'In time', isNumber: true, cell: share('satisfied') },
    { name: 'Late', isNumber: true, cell: share('late') },
    { name: 'Missed', isNumber: true, cell: share('missed') },
    { name: 'Prohibited, said', isNumber: true, cell: ({ prohibited }) => countText(prohibited) },
    { name: 'Cues', isNumber: true, isMinor: true, cell: ({ cues }) => countText(cues) },
    ...(lines.some(({ shadow }) => shadow !== undefined)
      ? [{ name: 'Shadow, otherwise', isNumber: true, cell: ({ shadow }: ReportLine) => <Otherwise shadow={shadow} /> }]
      : []),
  ];
  return <Table label="Report" columns={columns} rows={lines} keyOf={keyOf} empty="No call ended in this time." />;
}

/** How many verdicts would be others by shadow rules, and what becomes of what. */
function Otherwise({ shadow }: Pick<ReportLine, 'shadow'>) {
  if (shadow === undefined) return '–';
  const { otherwise, moves } = shadow;
  const texts = Object.entries(moves).map(([move, count]) => `${move.replace('>', '→')}: ${countText(count)}`);
  return <span title={texts.join('\n')}>{countText(otherwise)}</span>;
}

/** By how many percentage points something changed. */
function Change({ now, before }: { readonly now: number | undefined; readonly before: number | undefined }) {
  if (now === undefined || before === undefined) return null;
  const points = Math.round((now - before) * 100);
  return (
    <span className={s.change} title={`${shareText(before)} before`}>
      {points === 0 ? '±0' : `${points > 0 ? '+' : '−'}${Math.abs(points)}`} pt
    </span>
  );
}
