import { type ReactNode, useId } from 'react';
import s from './panel.module.css';

interface PanelProps {
  readonly title: string;
  /** What stands at the right of the title. */
  readonly aside?: ReactNode;
  readonly className?: string | undefined;
  readonly children: ReactNode;
}

/** A part of a view, under its title. */
export function Panel({ title, aside, className, children }: PanelProps) {
  const id = useId();
  return (
    <section className={`${s.panel} ${className ?? ''}`} aria-labelledby={id}>
      <header className={s.head}>
        <h2 id={id}>{title}</h2>
        {aside === undefined ? null : <div className={s.aside}>{aside}</div>}
      </header>
      {children}
    </section>
  );
}
