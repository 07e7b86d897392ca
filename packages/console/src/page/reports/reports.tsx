import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import type { Report, ReportLine } from '../../contract/index.js';
import { BASE } from '../data/base.js';
import { query } from '../data/api.js';
import { dayText } from '../data/time-text.js';
import { useApi } from '../data/use-api.js';
import { useLook } from '../data/use-live.js';
import { Button } from '../parts/button.js';
import { Failed, Loading, Note } from '../parts/note.js';
import { Panel } from '../parts/panel.js';
import { View } from '../parts/view.js';
import { ReportCallsDialog } from './report-calls-dialog.js';
import { ReportForm } from './report-form.js';
import type { ReportSearch } from './report-search.js';
import { ReportTable } from './report-table.js';
import s from './reports.module.css';

/** What is shown to the auditor. */
export function Reports() {
  useLook({ view: 'other' });
  const search = useSearch({ from: '/reports' });
  const navigate = useNavigate({ from: '/reports' });
  const [opened, setOpened] = useState<ReportLine>();
  const { data, error } = useApi<Report>(`reports${query(search)}`);
  const change = (changes: { [Name in keyof ReportSearch]?: ReportSearch[Name] | undefined }) =>
    void navigate({
      search: (before: ReportSearch) =>
        Object.fromEntries(
          Object.entries({ ...before, ...changes }).filter(([, value]) => value !== undefined),
        ) as ReportSearch,
      replace: true,
    });
  const downloads = (
    <div className={s.downloads}>
      <a href={`${BASE}/api/reports.csv${query(search)}`} download>
        CSV
      </a>
      <a href={`${BASE}/api/reports.ndjson${query(search)}`} download>
        NDJSON
      </a>
      <Button onClick={() => print()}>Print</Button>
    </div>
  );
  return (
    <View title="Reports" question="What do I show the auditor?" aside={downloads}>
      <ReportForm search={search} report={data} onChange={change} />
      {data === undefined ? (
        error === null ? (
          <Loading what="the report" />
        ) : (
          <Failed error={error} />
        )
      ) : (
        <Panel
          title={[title(data), ...(search.where ?? [])].join(' · ')}
          aside={
            data.archiveFromMs === undefined ? null : `the archive begins ${dayText(data.archiveFromMs, data.timeZone)}`
          }
        >
          {data.lines.length === 0 ? (
            <Note icon="reports" title="No call ended in this time">
              {data.archiveFromMs === undefined
                ? 'The archive is empty: it begins with the first call that ends.'
                : 'Choose other days, or fewer attributes.'}
            </Note>
          ) : (
            <ReportTable report={data} onOpen={setOpened} />
          )}
          <p className={s.foot}>
            <span>
              Shares are of what was decided. What nobody can decide, as a part of the call was not heard, counts as
              neither met nor missed: coverage says how much was decided. Changes are against as many days before. Days
              are those of {data.timeZone}.
            </span>
          </p>
        </Panel>
      )}
      {opened === undefined ? null : (
        <ReportCallsDialog line={opened} search={search} onClose={() => setOpened(undefined)} />
      )}
    </View>
  );
}

const title = ({ fromMs, toMs, timeZone }: Report) => `${dayText(fromMs, timeZone)} to ${dayText(toMs - 1, timeZone)}`;
