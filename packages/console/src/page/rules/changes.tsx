import type { Comparison, RuleChange } from '../../contract/index.js';
import { countText, many } from '../data/number-text.js';
import { Tag } from '../parts/tag.js';
import { Stretch } from './stretch.js';
import s from './changes.module.css';

interface ChangesProps {
  readonly comparison: Comparison;
  readonly calls: number;
  readonly isArchived: boolean;
}

/** What a draft would change, rule by rule, with what was said. */
export function Changes({ comparison: { changes, changedCalls, cues }, calls, isArchived }: ChangesProps) {
  if (calls === 0) return null;
  return (
    <>
      <dl className={s.sums}>
        <div>
          <dt>Calls that differ</dt>
          <dd>
            {countText(changedCalls)} <span className={s.of}>of {countText(calls)}</span>
          </dd>
        </div>
        <div>
          <dt>Cues</dt>
          <dd>
            {countText(cues.old)} → {countText(cues.new)}
          </dd>
        </div>
        <div>
          <dt>Rules that differ</dt>
          <dd>{countText(changes.length)}</dd>
        </div>
      </dl>
      {changes.length === 0 ? <p className={s.none}>Each call has the same verdicts as before.</p> : null}
      {changes.map((change) => (
        <RuleChanges key={change.rule} change={change} isArchived={isArchived} />
      ))}
    </>
  );
}

/** What changes for one rule. */
export function RuleChanges({ change, isArchived }: { readonly change: RuleChange; readonly isArchived: boolean }) {
  const { title, list, moves, examples } = change;
  const count = moves.reduce((sum, { calls }) => sum + calls, 0);
  const hasWords = examples.some(({ text }) => text !== '');
  return (
    <details className={s.rule} open={hasWords}>
      <summary className={s.head}>
        <span className={s.title}>
          {title} {list === 'prohibited' ? <span className={s.list}>prohibited</span> : null}
        </span>
        <span className={s.count}>{many(count, 'call')}</span>
      </summary>
      <ul className={s.moves}>
        {moves.map(({ from, to, calls }) => (
          <li key={`${from} ${to}`}>
            <Tag kind={from} /> <span aria-label="becomes">→</span> <Tag kind={to} />
            <span className={s.times}>{many(calls, 'call')}</span>
          </li>
        ))}
      </ul>
      <ul className={s.examples}>
        {examples.map((example) => (
          <li key={example.interactionId} className={s.example}>
            <Stretch stretch={example} isArchived={isArchived} />
            {moves.length > 1 ? (
              <span className={s.move}>
                <Tag kind={example.from} /> → <Tag kind={example.to} />
              </span>
            ) : null}
          </li>
        ))}
        {examples.length < count ? <li className={s.more}>and {many(count - examples.length, 'more call')}</li> : null}
      </ul>
    </details>
  );
}
