import type { RuleTotals } from '../../contract/index.js';
import { kindOf } from '../parts/kinds.js';
import tone from '../parts/tone.module.css';
import s from './share-bar.module.css';

const ORDER = [
  'satisfied',
  'acknowledged',
  'late',
  'unclear',
  'undecided',
  'wrong',
  'declined',
  'unanswered',
  'missed',
  'said',
];

/** The verdicts of a rule side by side, as wide as they are frequent. The columns beside it say the same in numbers. */
export function ShareBar({
  totals: { list, verdicts, owed },
  ended,
}: {
  readonly totals: RuleTotals;
  readonly ended: number;
}) {
  const of = list === 'prohibited' ? ended : owed;
  const parts = ORDER.flatMap((name) => ((verdicts[name] ?? 0) > 0 ? [{ name, count: verdicts[name] ?? 0 }] : []));
  if (of === 0) return <span className={s.none}>not owed</span>;
  return (
    <span
      className={s.bar}
      role="img"
      aria-label={parts.map(({ name, count }) => `${kindOf(name).word} ${count}`).join(', ') || 'never said'}
    >
      {parts.map(({ name, count }) => (
        <span
          key={name}
          className={`${s.part} ${s[name] ?? ''} ${tone[kindOf(name).tone]}`}
          style={{ width: `${(count / of) * 100}%` }}
          title={`${kindOf(name).word}: ${count}`}
        />
      ))}
    </span>
  );
}
