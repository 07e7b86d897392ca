import { useEffect, useRef, useState } from 'react';
import type { CallRow } from '../../contract/index.js';
import type { LiveState } from '../data/live.js';

type Wall = NonNullable<LiveState['wall']>;
type Rows = LiveState['rows'];

/** So long after the pointer moved last, whoever moved it has looked away. */
const HELD_FOR_MS = 4000;

/**
 * Keeps the order of rows while somebody points at them: what is clicked must be what was seen. What the rows say goes on
 * changing, and a call that ended meanwhile keeps its place until the pointer rests.
 */
export function useSteady(wall: Wall, rows: Rows) {
  const [isHeld, setIsHeld] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const [shown, setShown] = useState({ wall, rows });
  const isSame = shown.wall.from === wall.from && shown.wall.matching === wall.matching;
  if (shown.wall !== wall && !(isHeld && isSame)) setShown({ wall, rows });
  useEffect(() => () => clearTimeout(timer.current), []);
  const hold = () => {
    setIsHeld(true);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setIsHeld(false), HELD_FOR_MS);
  };
  return {
    shown: shown.wall,
    rowOf: (id: string): CallRow | undefined => rows.get(id) ?? shown.rows.get(id),
    isHeld,
    holding: { onPointerMove: hold, onPointerDown: hold, onPointerLeave: () => setIsHeld(false) },
  };
}
