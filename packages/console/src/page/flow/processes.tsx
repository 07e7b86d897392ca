import type { Flow, ProcessRow } from '../../contract/index.js';
import { bytesText, shareText } from '../data/number-text.js';
import { spanText } from '../data/time-text.js';
import { Icon } from '../parts/icon.js';
import { Panel } from '../parts/panel.js';
import { type Column, Table } from '../parts/table.js';
import s from './processes.module.css';

const NONE = '–';
const span = (ms: number | undefined) => (ms === undefined ? NONE : spanText(ms));

const COLUMNS: readonly Column<ProcessRow>[] = [
  {
    name: 'Process',
    cell: ({ kind, host, pid }) => (
      <>
        {kind}{' '}
        <span className={s.minor}>
          {host}:{pid}
        </span>
      </>
    ),
  },
  { name: 'State', isText: true, cell: (row) => <State row={row} /> },
  { name: 'Up', isNumber: true, cell: ({ upMs }) => spanText(upMs) },
  {
    name: 'Socket',
    cell: ({ socket }) =>
      socket === undefined ? NONE : `${socket.isOpen ? 'open' : 'closed'} ${spanText(socket.forMs)}`,
  },
  {
    name: 'Last frame',
    isNumber: true,
    cell: ({ lastFrameAgoMs }) => (lastFrameAgoMs === undefined ? NONE : `${spanText(lastFrameAgoMs)} ago`),
  },
  { name: 'Token', isNumber: true, isMinor: true, cell: ({ tokenExpiresInMs }) => span(tokenExpiresInMs) },
  {
    name: 'Rules',
    cell: ({ rules }) => (rules === undefined ? NONE : <code title={rules.file}>{rules.digest.slice(0, 8)}</code>),
  },
  { name: 'Mode', isMinor: true, cell: ({ mode }) => mode ?? NONE },
  {
    name: 'Memory',
    isNumber: true,
    isMinor: true,
    cell: ({ memoryBytes }) => (memoryBytes === undefined ? NONE : bytesText(memoryBytes)),
  },
  { name: 'Busy', isNumber: true, isMinor: true, cell: ({ busy }) => (busy === undefined ? NONE : shareText(busy)) },
  { name: 'Version', isMinor: true, cell: ({ version }) => version },
];

/** What runs, where, and why it is not ready. */
export function Processes({ flow }: { readonly flow: Flow }) {
  return (
    <Panel title="Processes">
      <Table
        label="Processes"
        columns={COLUMNS}
        rows={flow.processes}
        keyOf={({ id }) => id}
        empty="No process has been seen within a day."
      />
    </Panel>
  );
}

function State({ row: { state, seenAgoMs, objections } }: { readonly row: ProcessRow }) {
  const isWell = state === 'ready' && objections.length === 0;
  return (
    <div className={isWell ? s.well : state === 'ready' ? s.warned : s.broken}>
      <span className={s.state}>
        <Icon name={isWell ? 'well' : 'alert'} />
        {state === 'gone' ? `gone for ${spanText(seenAgoMs)}` : state}
      </span>
      {objections.map(({ reason, remedy }) => (
        <p key={reason} className={s.why}>
          {reason} <span className={s.remedy}>{remedy}</span>
        </p>
      ))}
    </div>
  );
}
