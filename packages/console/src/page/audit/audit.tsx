import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { Audit as AuditData, AuditEntry } from '../../contract/index.js';
import { query } from '../data/api.js';
import { countText } from '../data/number-text.js';
import { momentText } from '../data/time-text.js';
import { useApi } from '../data/use-api.js';
import { useLook } from '../data/use-live.js';
import { Button } from '../parts/button.js';
import { Failed, Loading, Note } from '../parts/note.js';
import { Panel } from '../parts/panel.js';
import { type Column, Table } from '../parts/table.js';
import { View } from '../parts/view.js';
import s from './audit.module.css';

const COLUMNS: readonly Column<AuditEntry>[] = [
  { name: 'When', cell: ({ atMs }) => momentText(atMs) },
  {
    name: 'Who',
    cell: ({ user, role }) => (
      <>
        <bdi>{user}</bdi> <span className={s.role}>{role}</span>
      </>
    ),
  },
  { name: 'Did', cell: ({ act }) => act },
  { name: 'To', isText: true, cell: (entry) => <Target entry={entry} /> },
  { name: 'Before', isNumber: true, cell: ({ before }) => (before === undefined ? '–' : countText(before)) },
  { name: 'After', isNumber: true, cell: ({ after }) => (after === undefined ? '–' : countText(after)) },
  {
    name: 'Result',
    isText: true,
    cell: ({ result, reason }) =>
      `${result === 'intended' ? 'begun, and no result written' : result}${reason === undefined ? '' : ` (${reason})`}`,
  },
  { name: 'From', isMinor: true, cell: ({ address }) => address || '–' },
];

/** A rule that was ticked off leads to its call. */
function Target({ entry: { act, target } }: { readonly entry: AuditEntry }) {
  const [, call, rule] = /^(.+) (\S+)$/.exec(act === 'acknowledge' ? target : '') ?? [];
  if (call === undefined) return target || '–';
  return (
    <>
      <Link to="/calls/$id" params={{ id: call }}>
        {call}
      </Link>{' '}
      {rule}
    </>
  );
}

/** Who did what. */
export function Audit() {
  useLook({ view: 'other' });
  const [before, setBefore] = useState<string>();
  const { data, error } = useApi<AuditData>(`audit${query({ before })}`);
  return (
    <View title="Audit" question="Who did what?">
      {data === undefined ? (
        error === null ? (
          <Loading what="the audit" />
        ) : (
          <Failed error={error} />
        )
      ) : data.entries.length === 0 ? (
        <Panel title="Acts">
          <Note icon="audit" title="Nobody has done anything yet">
            Each act of the console and of the command is kept here, with who did it and to what.
          </Note>
        </Panel>
      ) : (
        <Panel title="Acts, the latest first">
          <Table label="Acts, the latest first" columns={COLUMNS} rows={data.entries} keyOf={({ id }) => id} empty="" />
          <div className={s.pages}>
            {before === undefined ? null : <Button onClick={() => setBefore(undefined)}>Latest</Button>}
            {data.next === undefined ? null : <Button onClick={() => setBefore(data.next)}>Older</Button>}
          </div>
        </Panel>
      )}
    </View>
  );
}
