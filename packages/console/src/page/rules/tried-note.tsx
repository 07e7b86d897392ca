import { many } from '../data/number-text.js';
import s from './draft.module.css';

interface TriedNoteProps {
  readonly tried: { readonly calls: number; readonly isCut: boolean; readonly notes: readonly string[] };
}

/** On how many calls it was tried, and what should be known of how they were read. */
export function TriedNote({ tried: { calls, isCut, notes } }: TriedNoteProps) {
  return (
    <div className={s.tried}>
      {calls === 0 ? (
        <p>No call of that time is kept with what was said in it: KEEP_SPEECH=masked keeps it from then on.</p>
      ) : (
        <p>Tried on {isCut ? `the latest ${many(calls, 'call')}; there are more` : many(calls, 'call')}.</p>
      )}
      {notes.map((note) => (
        <p key={note}>{note}</p>
      ))}
    </div>
  );
}
