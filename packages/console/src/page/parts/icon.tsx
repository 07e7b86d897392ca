import type { ReactNode } from 'react';
import s from './icon.module.css';

/** Drawn in a square of 16. What is urgent is filled, what is calm is a line. */
const DRAWINGS = {
  alert: (
    <>
      <path className={s.fill} d="M8 1.2 15.4 14.4H.6z" />
      <path className={s.cut} d="M8 5.8v4M8 12v.4" />
    </>
  ),
  barred: (
    <>
      <path className={s.fill} d="M5.1 1h5.8L15 5.1v5.8L10.9 15H5.1L1 10.9V5.1z" />
      <path className={s.cut} d="M4.6 8h6.8" />
    </>
  ),
  unequal: <path d="M2.5 6h11M2.5 10h11M10.5 2.8l-5 10.4" />,
  declined: <path d="M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8zM5.6 5.6l4.8 4.8M10.4 5.6l-4.8 4.8" />,
  unanswered: <path d="M2 2.5h12v8.3H7.2L4 13.8v-3H2zM5 6.7h.1M8 6.7h.1M11 6.7h.1" />,
  clock: <path d="M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8zM8 4.6V8l2.4 1.6" />,
  late: <path d="M3.5 2h9M3.5 14h9M4.8 2v2.6L8 8l3.2-3.4V2M4.8 14v-2.6L8 8l3.2 3.4V14" />,
  check: <path d="m2.6 8.6 3.6 3.6 7.2-8.4" />,
  ticked: <path d="M2 2h12v12H2zM4.9 8.3l2.2 2.2 4.1-4.8" />,
  unclear: <path d="M5.4 5.6a2.6 2.6 0 1 1 3.8 2.3C8.3 8.4 8 8.9 8 9.8M8 12.6v.2" />,
  cross: <path d="m3.5 3.5 9 9M12.5 3.5l-9 9" />,
  dash: <path d="M4 8h8" />,
  unheard: (
    <path d="M2 2l12 12M5 6.3H2.4v3.4H5l3.4 3V9M8.4 5.4V3.3L6.9 4.6M11 6a3 3 0 0 1 .6 2.6M12.9 4a5.6 5.6 0 0 1 .7 6" />
  ),
  cued: <path d="M2 8h6M8.4 3.6 14 8l-5.6 4.4z" />,
  well: <path d="M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8zM5.2 8.3l2 2 3.7-4.4" />,
  pause: <path d="M5 3v10M11 3v10" />,
  play: <path d="M4.5 2.8v10.4L13 8z" />,
  search: <path d="M7 2.2a4.8 4.8 0 1 0 0 9.6 4.8 4.8 0 0 0 0-9.6zM10.5 10.5 14 14" />,
  sun: (
    <path d="M8 5a3 3 0 1 0 0 6 3 3 0 0 0 0-6zM8 1v1.6M8 13.4V15M1 8h1.6M13.4 8H15M3 3l1.2 1.2M11.8 11.8 13 13M13 3l-1.2 1.2M4.2 11.8 3 13" />
  ),
  moon: <path d="M13.6 9.6A6 6 0 0 1 6.4 2.4a6 6 0 1 0 7.2 7.2z" />,
  half: (
    <>
      <path d="M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8z" />
      <path className={s.fill} d="M8 1.8a6.2 6.2 0 0 1 0 12.4z" />
    </>
  ),
  wall: <path d="M2 6V2.5h3.5M10.5 2.5H14V6M14 10v3.5h-3.5M5.5 13.5H2V10" />,
  back: <path d="M9.5 3 4.5 8l5 5" />,
  hold: (
    <path d="M4 7V4.6a1.2 1.2 0 0 1 2.4 0V7M6.4 6.6V3a1.2 1.2 0 0 1 2.4 0v3.6M8.8 6.8V4a1.2 1.2 0 0 1 2.4 0v6.2a4 4 0 0 1-4 4 4.6 4.6 0 0 1-3.7-2L2 9.6" />
  ),
  now: <path d="M2 3.5h12M2 8h8M2 12.5h5M13 8h1" />,
  flow: <path d="M1.5 9.5h3l2-6 3 9.5 2-5.5h3" />,
  queues: <path d="M2 3h12v3H2zM2 10h12v3H2zM5 4.5h.1M5 11.5h.1" />,
  rules: <path d="M3 2h10v12H3zM5.5 5.5h5M5.5 8h5M5.5 10.5h3" />,
  reports: <path d="M2 14h12M4 11V8M8 11V3M12 11V6" />,
  audit: <path d="M8 1.6 13.5 4v4c0 3.2-2.2 5.4-5.5 6.4C4.7 13.4 2.5 11.2 2.5 8V4zM5.6 8l1.7 1.7 3.1-3.5" />,
} as const satisfies Record<string, ReactNode>;

export type IconName = keyof typeof DRAWINGS;

/** A shape beside a word, which says the same: screen readers pass over it. */
export function Icon({ name, className }: { readonly name: IconName; readonly className?: string | undefined }) {
  return (
    <svg className={`${s.icon} ${className ?? ''}`} viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      {DRAWINGS[name]}
    </svg>
  );
}
