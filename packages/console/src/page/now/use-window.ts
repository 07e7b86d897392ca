import type { VirtualItem } from '@tanstack/react-virtual';
import { useEffect } from 'react';
import type { Window } from './now.js';

/** Windows begin at multiples of this, so that not each row that scrolls by is a new one. */
const STEP = 20;

/** Asks for the rows in view, and some around them. */
export function useWindow(items: readonly VirtualItem[], onWindow: (window: Window) => void): void {
  const [first, last] = [items[0]?.index ?? 0, items.at(-1)?.index ?? 0];
  const from = Math.max(0, Math.floor(first / STEP) * STEP - STEP);
  const count = Math.min(400, Math.max(80, Math.ceil((last - from + 1 + STEP) / STEP) * STEP));
  useEffect(() => onWindow({ from, count }), [from, count, onWindow]);
}
