import { Link } from '@tanstack/react-router';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef } from 'react';
import type { LiveState } from '../data/live.js';
import { useNowMs } from '../data/now.js';
import { clockText } from '../data/time-text.js';
import { useLive } from '../data/use-live.js';
import { Chip } from './chip.js';
import { orderedChips } from './ordered-chips.js';
import type { Window } from './now.js';
import { Standing } from './row-cells.js';
import { useSteady } from './use-steady.js';
import { useWindow } from './use-window.js';
import s from './cards.module.css';

interface CardsProps {
  readonly wall: NonNullable<LiveState['wall']>;
  readonly onWindow: (window: Window) => void;
}

/** The calls on a phone. */
export function Cards({ wall, onWindow }: CardsProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useLive((state) => state.rows);
  const { shown, rowOf, holding } = useSteady(wall, rows);
  const nowMs = useNowMs();
  const virtual = useVirtualizer({
    count: wall.matching,
    getScrollElement: () => scroller.current,
    estimateSize: () => 96,
    overscan: 8,
    getItemKey: (index) => shown.ids[index - shown.from] ?? index,
  });
  const items = virtual.getVirtualItems();
  useWindow(items, onWindow);
  return (
    <div
      ref={scroller}
      className={s.scroller}
      role="region"
      aria-label="Live calls, the most urgent first"
      tabIndex={0}
      {...holding}
    >
      <ul className={s.list} style={{ height: virtual.getTotalSize() }}>
        {items.map(({ index, start, key }) => {
          const id = shown.ids[index - shown.from];
          const row = id === undefined ? undefined : rowOf(id);
          return (
            <li
              key={key}
              ref={virtual.measureElement}
              data-index={index}
              aria-setsize={wall.matching}
              aria-posinset={index + 1}
              className={s.item}
              style={{ transform: `translateY(${start}px)` }}
            >
              {row === undefined ? (
                <span className={s.missing} />
              ) : (
                <Link to="/calls/$id" params={{ id: row.id }} className={s.card}>
                  <span className={s.state}>
                    <Standing row={row} nowMs={nowMs} />
                  </span>
                  <span className={s.head}>
                    <span className={s.agent}>{row.agent ?? row.id}</span>
                    <span className={s.more}>{row.skill}</span>
                    <span className={s.age}>{clockText(nowMs - row.firstHeardAtMs)}</span>
                  </span>
                  {row.chips.length === 0 ? null : (
                    <span className={s.chips}>
                      {orderedChips(row).map((chip) => (
                        <Chip key={chip.rule} chip={chip} nowMs={nowMs} />
                      ))}
                    </span>
                  )}
                </Link>
              )}
            </li>
          );
        })}
      </ul>
    </div>
  );
}
