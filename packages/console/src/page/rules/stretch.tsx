import { Link } from '@tanstack/react-router';
import type { Stretch as StretchData } from '../../contract/index.js';
import { clockText } from '../data/time-text.js';
import s from './stretch.module.css';

interface StretchProps {
  readonly stretch: StretchData;
  /** Whether the call can be looked at. */
  readonly isArchived: boolean;
}

/** What was said in a call, with the words that are meant. */
export function Stretch({ stretch: { interactionId, atMs, text, words }, isArchived }: StretchProps) {
  const at = words === '' ? -1 : text.indexOf(words);
  return (
    <div className={s.stretch}>
      <p className={s.said}>
        {text === '' ? (
          <span className={s.nothing}>nothing was said for it</span>
        ) : at === -1 ? (
          `“${text}”`
        ) : (
          <>
            “{text.slice(0, at)}
            <mark className={s.mark}>{words}</mark>
            {text.slice(at + words.length)}”
          </>
        )}
      </p>
      <p className={s.where}>
        {isArchived ? (
          <Link to="/calls/$id" params={{ id: interactionId }}>
            {interactionId}
          </Link>
        ) : (
          interactionId
        )}
        {text === '' ? null : ` at ${clockText(atMs)}`}
      </p>
    </div>
  );
}
