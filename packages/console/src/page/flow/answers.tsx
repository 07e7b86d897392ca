import type { Flow } from '../../contract/index.js';
import { countText } from '../data/number-text.js';
import { spanText } from '../data/time-text.js';
import { Panel } from '../parts/panel.js';
import { Table } from '../parts/table.js';
import s from './flow.module.css';

export function Answers({ flow: { answers, pending } }: { readonly flow: Flow }) {
  return (
    <div className={s.stack}>
      <Panel title="Answers of the cue API" aside="last hour">
        <Table
          label="Answers of the cue API in the last hour"
          columns={[
            { name: 'Answer', cell: ({ answer }) => answer },
            { name: 'Requests', isNumber: true, cell: ({ count }) => countText(count) },
          ]}
          rows={answers}
          keyOf={({ answer }) => answer}
          empty="No request was made in the last hour."
        />
      </Panel>
      <Panel title="In the hands of matchers">
        <Table
          label="Entries that matchers hold"
          columns={[
            { name: 'Matcher', isText: true, cell: ({ replica }) => replica },
            { name: 'Entries', isNumber: true, cell: ({ entries }) => countText(entries) },
            { name: 'Last took', isNumber: true, cell: ({ idleMs }) => `${spanText(idleMs)} ago` },
          ]}
          rows={pending}
          keyOf={({ replica }) => replica}
          empty="No matcher holds anything."
        />
      </Panel>
    </div>
  );
}
