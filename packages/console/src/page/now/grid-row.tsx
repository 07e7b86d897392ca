import { Link } from '@tanstack/react-router';
import type { CallRow } from '../../contract/index.js';
import { clockText } from '../data/time-text.js';
import { Icon } from '../parts/icon.js';
import { Chip } from './chip.js';
import { orderedChips } from './ordered-chips.js';
import { Standing } from './row-cells.js';
import s from './grid.module.css';

interface GridRowProps {
  readonly id: string;
  readonly index: number;
  /** Absent while it is on its way. */
  readonly row: CallRow | undefined;
  readonly isLarge: boolean;
  readonly isActive: boolean;
  readonly nowMs: number;
  readonly start: number;
  readonly size: number;
  readonly onOpen: () => void;
}

const MOST_CHIPS = 4;

export function GridRow({ id, index, row, isLarge, isActive, nowMs, start, size, onOpen }: GridRowProps) {
  const look = `${s.row} ${s.call} ${isLarge ? s.large : ''} ${isActive ? s.active : ''} ${row === undefined ? '' : (s[row.urgency] ?? '')}`;
  return (
    // eslint-disable-next-line jsx-a11y/click-events-have-key-events -- the grid takes the keys for all of its rows
    <div
      id={id}
      role="row"
      tabIndex={-1}
      aria-rowindex={index + 2}
      aria-selected={isActive}
      className={look}
      style={{ transform: `translateY(${start}px)`, height: size }}
      onClick={onOpen}
    >
      {row === undefined ? (
        <span role="gridcell" aria-colspan={6} className={s.missing}>
          <span className="hidden">being read</span>
        </span>
      ) : (
        <>
          <span role="gridcell" className={s.state}>
            <Standing row={row} nowMs={nowMs} isLarge={isLarge} />
          </span>
          <span role="gridcell" className={s.agent}>
            {row.agent ?? <span className={s.none}>–</span>}
          </span>
          <span role="gridcell" className={s.skill}>
            {row.skill ?? <span className={s.none}>–</span>}
          </span>
          <span role="gridcell" className={s.chips}>
            {row.isUnheard ? (
              <span className={s.unheard}>
                <Icon name="unheard" /> not all heard
              </span>
            ) : null}
            {orderedChips(row)
              .slice(0, MOST_CHIPS)
              .map((chip, at) => (
                <Chip key={chip.rule} chip={chip} nowMs={nowMs} isTimeless={at === 0 && row.urgency !== 'clear'} />
              ))}
            {row.chips.length > MOST_CHIPS ? <span className={s.none}>+{row.chips.length - MOST_CHIPS}</span> : null}
          </span>
          <span role="gridcell" className={s.age}>
            {clockText(nowMs - row.firstHeardAtMs)}
          </span>
          <span role="gridcell" className={s.id}>
            <Link to="/calls/$id" params={{ id: row.id }} tabIndex={-1} title={row.id}>
              {row.id}
            </Link>
          </span>
        </>
      )}
    </div>
  );
}
