import type { CallRow } from '../../contract/index.js';
import { Icon } from '../parts/icon.js';
import { kindOf } from '../parts/kinds.js';
import { orderedChips } from './ordered-chips.js';
import { isSoon, whenText } from './chip.js';
import s from './row-cells.module.css';

interface StandingProps {
  readonly row: CallRow;
  readonly nowMs: number;
  /** In two lines, the time above. */
  readonly isLarge?: boolean;
}

/** How a call stands, by the most urgent of its rules: what is read from afar. */
export function Standing({ row, nowMs, isLarge = false }: StandingProps) {
  const [first] = orderedChips(row);
  // Nothing can be done about it any more, but it is not nothing.
  const isBarred = row.urgency === 'clear' && first?.kind === 'prohibited';
  if (first === undefined || (row.urgency === 'clear' && !isBarred))
    return (
      <span className={`${s.standing} ${s.clear}`}>
        <Icon name={row.isUnheard ? 'unheard' : 'check'} />
        <span>{row.isUnheard ? 'not all heard' : 'nothing owed'}</span>
      </span>
    );
  const { word, icon } = kindOf(first.kind);
  return (
    <span
      className={`${s.standing} ${isBarred ? s.barred : s[row.urgency]} ${isSoon(first, nowMs) ? s.soon : ''} ${isLarge ? s.large : ''}`}
    >
      <Icon name={icon} />
      <span className={first.kind === 'pending' ? 'hidden' : s.word}>{word}</span>
      <span className={s.when}>{whenText(first, nowMs)}</span>
    </span>
  );
}
