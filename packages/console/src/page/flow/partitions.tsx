import type { Flow, PartitionFlow } from '../../contract/index.js';
import { countText } from '../data/number-text.js';
import { spanText } from '../data/time-text.js';
import { Panel } from '../parts/panel.js';
import { type Column, Table } from '../parts/table.js';

const COLUMNS: readonly Column<PartitionFlow>[] = [
  { name: 'Partition', cell: ({ partition }) => `Partition ${partition}` },
  { name: 'Live calls', isNumber: true, cell: ({ live }) => countText(live) },
  { name: 'Waiting segments', isNumber: true, cell: ({ backlog }) => countText(backlog) },
  { name: 'Oldest', isNumber: true, cell: ({ backlog, oldestMs }) => (backlog === 0 ? '–' : spanText(oldestMs)) },
  {
    name: 'Watermark',
    isNumber: true,
    cell: ({ watermarkAgeMs }) => (watermarkAgeMs === undefined ? 'N/A' : spanText(watermarkAgeMs)),
  },
  { name: 'For a look', isNumber: true, cell: ({ outbox }) => countText(outbox) },
  { name: 'Dead letters', isNumber: true, cell: ({ deadLetters }) => countText(deadLetters) },
];

export function Partitions({ flow }: { readonly flow: Flow }) {
  return (
    <Panel title="Partitions">
      <Table
        label="Partitions"
        columns={COLUMNS}
        rows={flow.partitions}
        keyOf={({ partition }) => String(partition)}
        empty="Nothing has been started yet."
      />
    </Panel>
  );
}
