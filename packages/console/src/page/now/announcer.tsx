import { useEffect, useRef, useState } from 'react';
import { useLive } from '../data/use-live.js';
import { orderedChips } from './ordered-chips.js';

/** A wall that reads everything aloud would never be silent: only what is critical, and not more often than this. */
const EVERY_MS = 5000;

/** Says who has become critical, for those who do not see it. */
export function Announcer() {
  const [text, setText] = useState('');
  const saidAtMs = useRef(0);
  const first = useLive(({ wall, rows }) => {
    const row = rows.get(wall?.ids[0] ?? '');
    return row?.urgency === 'critical' ? row : undefined;
  });
  const news = first === undefined ? '' : `${first.agent ?? first.id}: ${orderedChips(first)[0]?.title ?? 'critical'}`;
  useEffect(() => {
    if (news === '') return undefined;
    const timer = setTimeout(
      () => {
        saidAtMs.current = Date.now();
        setText(news);
      },
      Math.max(0, saidAtMs.current + EVERY_MS - Date.now()),
    );
    return () => clearTimeout(timer);
  }, [news]);
  return (
    <p className="hidden" role="status">
      {text}
    </p>
  );
}
