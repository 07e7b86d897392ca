import type { Answered } from '../../contract/index.js';
import { countText } from '../data/number-text.js';
import { Icon } from '../parts/icon.js';
import { Changes } from './changes.js';
import s from './answered-draft.module.css';

interface AnsweredDraftProps {
  readonly answered: Extract<Answered, { kind: 'answered' }>;
  readonly isArchived: boolean;
}

/** What answers added to the draft, and what that changes in the same calls. */
export function AnsweredDraft({ answered, isArchived }: AnsweredDraftProps) {
  const { added, others, examples, comparison, calls } = answered;
  return (
    <>
      <ul className={s.added}>
        {added.map(({ rule, title, phrases, said, notSaid }) => (
          <li key={rule + title}>
            <h3>{title}</h3>
            {phrases.map((phrase) => (
              <p key={phrase} className={s.phrase}>
                + say: <code>{phrase}</code>
              </p>
            ))}
            {said.map((words) => (
              <p key={words} className={s.example}>
                <Icon name="check" className={s.said} /> “{words}”
              </p>
            ))}
            {notSaid.map((words) => (
              <p key={words} className={s.example}>
                <Icon name="cross" className={s.notSaid} /> “{words}”
              </p>
            ))}
            {said.length > 0 && phrases.length === 0 ? (
              <p className={s.note}>No phrase takes these words without those that do not count.</p>
            ) : null}
          </li>
        ))}
      </ul>
      <p className={s.note}>
        The draft has these now. Examples that are right: {countText(examples.after.right)} of{' '}
        {countText(examples.after.of)}, before {countText(examples.before.right)} of {countText(examples.before.of)}.
      </p>
      {others.map(({ path }) => (
        <p key={path} className={s.note}>
          {path} would change too: use cueline rules review for it.
        </p>
      ))}
      <Changes comparison={comparison} calls={calls} isArchived={isArchived} />
    </>
  );
}
