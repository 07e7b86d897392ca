import { Link } from '@tanstack/react-router';
import type { ReportCalls, ReportLine } from '../../contract/index.js';
import { query } from '../data/api.js';
import { momentText } from '../data/time-text.js';
import { useApi } from '../data/use-api.js';
import { Button } from '../parts/button.js';
import dialog from '../parts/dialog.module.css';
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
export function ReportCallsDialog({ line: { of }, search, onClose }: ReportCallsDialogProps) {
  const { rule, day, ...attributes } = of;
  const where = [...(search.where ?? []), ...Object.entries(attributes).map(([name, value]) => `${name}=${value}`)];
  const asked = { rule, since: day ?? search.since, until: day ?? search.until, where };
  const { data, error } = useApi<ReportCalls>(`reports/calls${query(asked)}`);
  return (
    <Modal title="Calls behind this line" onClose={onClose}>
      {data === undefined ? (
        error === null ? (
          <Loading what="the calls" />
        ) : (
          <Failed error={error} />
        )
      ) : (
        <ul className={s.calls}>
          {data.calls.map(({ id, endedAtMs, verdict }) => (
            <li key={`${id} ${verdict}`}>
              <Link to="/calls/$id" params={{ id }} onClick={onClose}>
                {id}
              </Link>
              {verdict === undefined ? null : <Tag kind={verdict} />}
              <span className={s.when}>{momentText(endedAtMs)}</span>
            </li>
          ))}
          {data.calls.length === 0 ? <li>No call is behind this line any more.</li> : null}
          {data.isCut ? <li>These are the latest {data.calls.length}. Choose fewer days to see others.</li> : null}
        </ul>
      )}
      <div className={dialog.actions}>
        <Button onClick={onClose}>Close</Button>
      </div>
    </Modal>
  );
}
