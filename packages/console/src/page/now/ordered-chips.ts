import type { CallRow, Chip } from '../../contract/index.js';

const OWED: ReadonlySet<string> = new Set(['due', 'wrong', 'declined', 'unanswered', 'unclear']);

/**
 * The chips of a call, what is read first first: what is owed, then what was said and must not be, then the rest as it comes.
 * If that is why the call is critical, it comes before what is owed.
 */
export function orderedChips({ urgency, chips }: CallRow): readonly Chip[] {
  const rank = ({ kind }: Chip) => {
    if (kind === 'prohibited') return urgency === 'critical' ? 0 : 2;
    return OWED.has(kind) ? 1 : 3;
  };
  return chips.toSorted((a, b) => rank(a) - rank(b));
}
