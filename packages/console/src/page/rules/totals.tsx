import type { RuleTotals } from '../../contract/index.js';
import { countText, numberText, shareText } from '../data/number-text.js';
import { clockText } from '../data/time-text.js';
import { type Column, Table } from '../parts/table.js';
import { ShareBar } from './share-bar.js';
import s from './totals.module.css';

const verdict = (name: string) => (row: RuleTotals) => {
  const count = row.verdicts[name] ?? 0;
  return row.list === 'prohibited' || row.owed === 0 ? '–' : countText(count);
};
const share = (part: number, of: number) => (of === 0 ? '–' : shareText(part / of));

/** `ended`: how many calls have ended. */
const columnsOf = (ended: number): readonly Column<RuleTotals>[] => [
  {
    name: 'Rule',
    isText: true,
    cell: ({ title, list }) => (
      <>
        {title}
        {list === 'prohibited' ? <span className={s.list}> prohibited</span> : null}
      </>
    ),
  },
  { name: 'Outcome', cell: (row) => <ShareBar totals={row} ended={ended} /> },
  { name: 'Calls', isNumber: true, isMinor: true, cell: ({ calls }) => countText(calls) },
  { name: 'Owed', isNumber: true, cell: (row) => (row.list === 'prohibited' ? '–' : countText(row.owed)) },
  {
    name: 'Met',
    isNumber: true,
    cell: (row) =>
      row.list === 'prohibited'
        ? '–'
        : share((row.verdicts['satisfied'] ?? 0) + (row.verdicts['acknowledged'] ?? 0), row.decided),
  },
  { name: 'Late', isNumber: true, cell: verdict('late') },
  { name: 'Missed', isNumber: true, cell: verdict('missed') },
  {
    name: 'Undecided',
    isNumber: true,
    cell: (row) => (row.list === 'prohibited' ? '–' : countText(row.owed - row.decided)),
  },
  {
    name: 'Said',
    isNumber: true,
    cell: (row) => (row.list === 'prohibited' ? countText(row.verdicts['said'] ?? 0) : '–'),
  },
  { name: 'Cues a call', isNumber: true, cell: ({ cues, calls }) => (calls === 0 ? '–' : numberText(cues / calls)) },
  {
    name: 'Said after cue',
    isNumber: true,
    isMinor: true,
    cell: ({ list, saidAfterCue, cuedCalls }) => (list === 'prohibited' ? '–' : share(saidAfterCue, cuedCalls)),
  },
  {
    name: 'Half said by',
    isNumber: true,
    isMinor: true,
    cell: ({ medianSaidAfterMs }) => (medianSaidAfterMs === undefined ? '–' : clockText(medianSaidAfterMs)),
  },
  {
    name: 'Came close',
    isNumber: true,
    isMinor: true,
    cell: ({ list, nearMisses }) => (list === 'prohibited' ? '–' : countText(nearMisses)),
  },
];

/** The rules, those that are missed most often first. */
export function Totals({ totals, ended }: { readonly totals: readonly RuleTotals[]; readonly ended: number }) {
  return (
    <Table
      label="What became of each rule"
      columns={columnsOf(ended)}
      rows={totals.toSorted((a, b) => trouble(b, ended) - trouble(a, ended))}
      keyOf={({ rule }) => rule}
      empty="No call has ended yet: figures appear as soon as one has."
    />
  );
}

const trouble = ({ list, verdicts, decided }: RuleTotals, ended: number) => {
  if (list === 'prohibited') return ended === 0 ? 0 : (verdicts['said'] ?? 0) / ended;
  return decided === 0 ? -1 : ((verdicts['missed'] ?? 0) + (verdicts['late'] ?? 0) / 2) / decided;
};
