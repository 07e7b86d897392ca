import s from './icon.module.css';

/** Drawn in a square of 16, as those of the console. */
const DRAWINGS = {
  prohibited: 'M5.1 1h5.8L15 5.1v5.8L10.9 15H5.1L1 10.9V5.1zM4.6 8h6.8',
  due: 'M8 1.8 14.8 14H1.2zM8 6.2v3.6M8 12v.2',
  unclear: 'M5.4 5.6a2.6 2.6 0 1 1 3.8 2.3C8.3 8.4 8 8.9 8 9.8M8 12.6v.2',
  wrong: 'M2.5 6h11M2.5 10h11M10.5 2.8l-5 10.4',
  declined: 'M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8zM5.6 5.6l4.8 4.8M10.4 5.6l-4.8 4.8',
  unanswered: 'M2 2.5h12v8.3H7.2L4 13.8v-3H2zM5 6.7h.1M8 6.7h.1M11 6.7h.1',
  pending: 'M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8zM8 4.6V8l2.4 1.6',
  satisfied: 'm2.6 8.6 3.6 3.6 7.2-8.4',
  late: 'm2.6 8.6 3.6 3.6 7.2-8.4',
  acknowledged: 'M2 2h12v12H2zM4.9 8.3l2.2 2.2 4.1-4.8',
  unheard: 'M2 2l12 12M5 6.3H2.4v3.4H5l3.4 3V9M8.4 5.4V3.3L6.9 4.6M11 6a3 3 0 0 1 .6 2.6M12.9 4a5.6 5.6 0 0 1 .7 6',
} as const;

export type IconName = keyof typeof DRAWINGS;

/** A shape beside a word, which says the same: screen readers pass over it. */
export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg className={s.icon} viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <path d={DRAWINGS[name]} />
    </svg>
  );
}
