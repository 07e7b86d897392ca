import { useNavigate } from '@tanstack/react-router';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useId, useRef, useState } from 'react';
import type { LiveState } from '../data/live.js';
import { useNowMs } from '../data/now.js';
import { useLive } from '../data/use-live.js';
import { useShortcut } from '../shell/use-shortcut.js';
import { GridRow } from './grid-row.js';
import type { Window } from './now.js';
import { useSteady } from './use-steady.js';
import { useWindow } from './use-window.js';
import s from './grid.module.css';

interface GridProps {
  readonly wall: NonNullable<LiveState['wall']>;
  readonly onWindow: (window: Window) => void;
}

const COLUMNS = ['State', 'Agent', 'Skill', 'Rules', 'On for', 'Call'];
/** So many of those that owe something stand out by their size. */
const MOST_LARGE = 4;

/** The calls, the most urgent first; only the rows in view are there. */
export function Grid({ wall, onWindow }: GridProps) {
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState<number>();
  const { shown, rowOf, isHeld, holding } = useSteady(
    wall,
    useLive(({ rows }) => rows),
  );
  const nowMs = useNowMs();
  const navigate = useNavigate();
  const large = Math.min(MOST_LARGE, wall.urgencies.critical + wall.urgencies.owed);
  const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
  const virtual = useVirtualizer({
    count: wall.matching,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => (index < large ? 3.75 : 2.125) * rem,
    overscan: 12,
  });
  const sizes = `${large} ${rem}`;
  const [measured, setMeasured] = useState(sizes);
  if (measured !== sizes) {
    setMeasured(sizes);
    virtual.measure();
  }
  const items = virtual.getVirtualItems();
  useWindow(items, onWindow);

  const open = (index: number) => {
    const call = shown.ids[index - shown.from];
    if (call !== undefined) void navigate({ to: '/calls/$id', params: { id: call } });
  };
  const move = (by: number) => {
    const next = Math.max(0, Math.min(wall.matching - 1, (active ?? -1) + by));
    setActive(next);
    virtual.scrollToIndex(next);
    scroller.current?.focus();
  };
  useShortcut('j', () => move(1), true);
  useShortcut('k', () => move(-1), true);
  const press = (event: KeyboardEvent) => {
    const moves: Record<string, number> = {
      ArrowDown: 1,
      ArrowUp: -1,
      PageDown: 10,
      PageUp: -10,
      Home: -1e9,
      End: 1e9,
    };
    const by = moves[event.key];
    if (by !== undefined) move(by);
    else if (event.key === 'Enter' && active !== undefined) open(active);
    else return;
    event.preventDefault();
  };
  return (
    <div
      ref={scroller}
      className={`${s.scroller} ${wall.agents.length === 0 ? s.nameless : ''}`}
      role="grid"
      aria-label="Live calls, the most urgent first"
      aria-rowcount={wall.matching + 1}
      aria-colcount={COLUMNS.length}
      tabIndex={0}
      aria-activedescendant={active === undefined ? undefined : `${id}${active}`}
      onKeyDown={press}
      {...holding}
    >
      <div role="row" aria-rowindex={1} className={`${s.row} ${s.head}`}>
        {COLUMNS.map((name) => (
          <span key={name} role="columnheader" className={s.column}>
            {name}
          </span>
        ))}
        {isHeld ? <span className={s.held}>order held</span> : null}
      </div>
      <div className={s.rows} role="rowgroup" style={{ height: virtual.getTotalSize() }}>
        {items.map(({ index, start, size }) => {
          const call = shown.ids[index - shown.from];
          return (
            <GridRow
              key={call ?? index}
              id={`${id}${index}`}
              index={index}
              row={call === undefined ? undefined : rowOf(call)}
              isLarge={index < large}
              isActive={index === active}
              nowMs={nowMs}
              start={start}
              size={size}
              onOpen={() => open(index)}
            />
          );
        })}
      </div>
    </div>
  );
}
