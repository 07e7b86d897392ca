import type { Queues as QueuesData } from '../../contract/index.js';
import { countText } from '../data/number-text.js';
import { spanText } from '../data/time-text.js';
import { useApi } from '../data/use-api.js';
import { useLive, useLook } from '../data/use-live.js';
import { Failed, Loading } from '../parts/note.js';
import { Panel } from '../parts/panel.js';
import { Table } from '../parts/table.js';
import { View } from '../parts/view.js';
import { Hold } from './hold.js';
import { Shelves } from './shelves.js';
import s from './queues.module.css';

/** What is stuck, and what was never sent. */
export function Queues() {
  useLook({ view: 'other' });
  const isPaused = useLive(({ pausedAtMs }) => pausedAtMs !== undefined);
  const { data, error } = useApi<QueuesData>('queues', isPaused ? false : 2000);
  return (
    <View title="Queues" question="What is stuck, what was never sent, and why?">
      {data === undefined ? (
        error === null ? (
          <Loading what="the queues" />
        ) : (
          <Failed error={error} />
        )
      ) : (
        <Inside queues={data} />
      )}
    </View>
  );
}

function Inside({ queues }: { readonly queues: QueuesData }) {
  const { jobs, outbox, oldestJobMs, notSent } = queues;
  const isIdle = jobs.waiting + jobs.active + jobs.delayed === 0;
  return (
    <>
      <Hold queues={queues} />
      <dl className={s.counts}>
        <Count name="wait" value={countText(jobs.waiting)} />
        <Count name="under way" value={countText(jobs.active)} />
        <Count name="delayed" value={countText(jobs.delayed)} />
        <Count name="calls for a look" value={countText(outbox)} />
        <Count name="oldest job" value={isIdle ? '–' : spanText(oldestJobMs)} />
      </dl>
      <Shelves queues={queues} />
      <Panel title="Cues of live calls that were not posted" aside="by rule">
        <Table
          label="Cues of live calls that were not posted, by rule"
          columns={[
            { name: 'Rule', cell: ({ title }) => title },
            { name: 'Too old', isNumber: true, cell: ({ stale }) => countText(stale) },
            { name: 'Held back by the cap', isNumber: true, cell: ({ heldBack }) => countText(heldBack) },
            { name: 'Rejected', isNumber: true, cell: ({ refused }) => countText(refused) },
          ]}
          rows={notSent}
          keyOf={({ rule }) => rule}
          empty="No cue of a call that is on was dropped, held back or rejected."
        />
      </Panel>
    </>
  );
}

function Count({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <div className={s.count}>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}
