import type { ReasonGroup, Shelf } from '../../contract/index.js';
import { countText } from '../data/number-text.js';
import { spanText } from '../data/time-text.js';
import { useNowMs } from '../data/now.js';
import { useConfig } from '../data/use-config.js';
import { Button } from '../parts/button.js';
import { type Column, Table } from '../parts/table.js';
import { type Doing, reasonText, SHELVES } from './shelf-acts.js';
import s from './shelves.module.css';

interface ShelfGroupsProps {
  readonly shelf: Shelf;
  readonly groups: readonly ReasonGroup[];
  readonly reason: string | undefined;
  readonly onReason: (reason: string | undefined) => void;
  readonly onDo: (doing: Doing) => void;
}

/** The reasons, the most frequent first, and what can be done to all of one reason. */
export function ShelfGroups({ shelf, groups, reason, onReason, onDo }: ShelfGroupsProps) {
  const nowMs = useNowMs();
  const { acts } = useConfig();
  const may = SHELVES[shelf].acts.filter(({ act }) => acts.includes(act));
  const columns: Column<ReasonGroup>[] = [
    {
      name: 'Reason',
      isText: true,
      cell: (group) => (
        <button
          type="button"
          className={s.reason}
          aria-pressed={group.reason === reason}
          onClick={() => onReason(group.reason === reason ? undefined : group.reason)}
        >
          {reasonText(group.reason)}
        </button>
      ),
    },
    { name: 'Count', isNumber: true, cell: ({ count }) => countText(count) },
    { name: 'Latest', isNumber: true, cell: ({ latestAtMs }) => `${spanText(nowMs - latestAtMs)} ago` },
  ];
  if (may.length > 0)
    columns.push({
      name: 'All of them',
      isNumber: true,
      cell: (group) => (
        <span className={s.acts}>
          {may
            .filter(({ takesSome }) => takesSome(group))
            .map((act) => (
              <Button
                key={act.act}
                onClick={() => onDo({ act, what: `all “${reasonText(group.reason)}”`, body: { reason: group.reason } })}
              >
                {act.verb} …
              </Button>
            ))}
        </span>
      ),
    });
  return (
    <Table label="Reasons" columns={columns} rows={groups} keyOf={(group) => group.reason} empty="Nothing lies here." />
  );
}
