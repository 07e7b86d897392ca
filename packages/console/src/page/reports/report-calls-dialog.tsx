import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReportCalls, ReportLine } from '../../contract/index.js';
import { query } from '../data/api.js';
import { countText } from '../data/number-text.js';
import { momentText } from '../data/time-text.js';
import { useApi } from '../data/use-api.js';
import { useConfig } from '../data/use-config.js';
import { Button } from '../parts/button.js';
import dialog from '../parts/dialog.module.css';
import { Select } from '../parts/field.js';
import { kindOf } from '../parts/kinds.js';
import { Modal } from '../parts/modal.js';
import { Failed, Loading } from '../parts/note.js';
import { Tag } from '../parts/tag.js';
import type { ReportSearch } from './report-search.js';
import s from './reports.module.css';

interface ReportCallsDialogProps {
  readonly line: ReportLine;
  readonly search: ReportSearch;
  readonly onClose: () => void;
}

/** The calls behind a line of a report. */
export function ReportCallsDialog({ line: { of, verdicts }, search, onClose }: ReportCallsDialogProps) {
  const { timeZone } = useConfig();
  const [verdict, setVerdict] = useState<string>();
  const { rule, day, ...attributes } = of;
  const where = [...(search.where ?? []), ...Object.entries(attributes).map(([name, value]) => `${name}=${value}`)];
  const asked = { rule, verdict, since: day ?? search.since, until: day ?? search.until, where };
  const { data, error } = useApi<ReportCalls>(`reports/calls${query(asked)}`);
  return (
    <Modal title="Calls behind this line" onClose={onClose}>
      {rule === undefined || Object.keys(verdicts).length < 2 ? null : (
        <Select label="What became of the rule" any="All calls" value={verdict} onChange={setVerdict}>
          {Object.entries(verdicts).map(([name, count]) => (
            <option key={name} value={name}>
              {kindOf(name).word} ({countText(count)})
            </option>
          ))}
        </Select>
      )}
      {data === undefined ? (
        error === null ? (
          <Loading what="the calls" />
        ) : (
          <Failed error={error} />
        )
      ) : (
        <ul className={s.calls}>
          {data.calls.map(({ id, endedAtMs, verdict: became }) => (
            <li key={`${id} ${became}`}>
              <Link to="/calls/$id" params={{ id }} onClick={onClose}>
                {id}
              </Link>
              {became === undefined ? null : <Tag kind={became} />}
              <span className={s.when}>{momentText(endedAtMs, timeZone)}</span>
            </li>
          ))}
          {data.calls.length === 0 ? <li>No call is behind this line any more.</li> : null}
          {data.isCut ? <li>These are the latest {data.calls.length}. Choose fewer days to see others.</li> : null}
        </ul>
      )}
      <p className={s.when}>Times are those of {timeZone}.</p>
      <div className={dialog.actions}>
        <Button onClick={onClose}>Close</Button>
      </div>
    </Modal>
  );
}
