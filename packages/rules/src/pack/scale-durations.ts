import type { Pack } from './pack.js';

/**
 * A pack whose every duration is multiplied, so that a call played ten times faster is judged as at its own pace by the
 * pack scaled by 0.1.
 */
export function scaleDurations(pack: Pack, factor: number): Pack {
  return {
    ...pack,
    disclosures: pack.disclosures.map((disclosure) => ({
      ...disclosure,
      ...(disclosure.dueMs !== undefined && { dueMs: disclosure.dueMs * factor }),
      ...(disclosure.answer && {
        answer: { ...disclosure.answer, withinMs: disclosure.answer.withinMs * factor },
      }),
      ...(disclosure.holdMs !== undefined && { holdMs: disclosure.holdMs * factor }),
      ...(disclosure.remind && { remind: { ...disclosure.remind, everyMs: disclosure.remind.everyMs * factor } }),
    })),
    limits: { ...pack.limits, quietMs: pack.limits.quietMs * factor },
  };
}
