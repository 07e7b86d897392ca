import type { ReactNode } from 'react';
import s from './view.module.css';

interface ViewProps {
  readonly title: string;
  /** What the view answers. */
  readonly question: string;
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}

/** The frame of each view but *Now*. */
export function View({ title, question, aside, children }: ViewProps) {
  return (
    <div className={s.view}>
      <header className={s.head}>
        <h1>{title}</h1>
        <p>{question}</p>
        {aside === undefined ? null : <div className={s.aside}>{aside}</div>}
      </header>
      {children}
    </div>
  );
}
