import type { ReactNode } from 'react';
import { ApiError } from '../data/api.js';
import { Icon, type IconName } from './icon.js';
import s from './note.module.css';

interface NoteProps {
  readonly icon: IconName;
  readonly title: string;
  readonly children?: ReactNode;
}

/** What stands where a view or a part of it has nothing to show, and why. */
export function Note({ icon, title, children }: NoteProps) {
  return (
    <div className={s.note}>
      <Icon name={icon} className={s.icon} />
      <p className={s.title}>{title}</p>
      {children === undefined ? null : <div className={s.text}>{children}</div>}
    </div>
  );
}

/** Why something could not be shown. */
export function Failed({ error, children }: { readonly error: unknown; readonly children?: ReactNode }) {
  const code = error instanceof ApiError ? error.code : undefined;
  const message = error instanceof Error ? error.message : String(error);
  if (code === 'not_found') return <Note icon="search" title={message} />;
  if (code === 'not_allowed')
    return (
      <Note icon="barred" title="You may not see this">
        {message}
      </Note>
    );
  if (code === 'redis_away')
    return (
      <Note icon="alert" title="Redis does not answer">
        The page goes on by itself as soon as it does.
      </Note>
    );
  return (
    <Note icon="alert" title="This could not be read">
      <p>{message}</p>
      {children}
    </Note>
  );
}

/** Keeps the place of what is still being read; it is seen only after a moment, so that nothing flickers. */
export function Loading({ what }: { readonly what: string }) {
  return (
    <div className={s.loading} role="status">
      <span className="hidden">Reading {what}</span>
      {[0, 1, 2, 3, 4].map((line) => (
        <span key={line} className={s.bar} />
      ))}
    </div>
  );
}
