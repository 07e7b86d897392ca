import type { InteractionState } from '@cueline/rules';
import { type Gap, toMs } from '@cueline/shared';

/**
 * What of a live call was heard by nobody: its `opening`, if it was heard late, or another `part` of it; undefined if all was heard.
 *
 * @param watermarkMs everything said before it has been processed
 * @param gaps of the call's partition
 */
export function unheardOf(
  { unheard, firstHeardAtUs }: Pick<InteractionState, 'unheard' | 'firstHeardAtUs'>,
  watermarkMs: number,
  gaps: readonly Gap[],
): InteractionState['unheard'] {
  const isInGap = gaps.some(({ fromMs, toMs: untilMs }) => untilMs > toMs(firstHeardAtUs) && fromMs < watermarkMs);
  return unheard ?? (isInGap ? 'part' : undefined);
}
