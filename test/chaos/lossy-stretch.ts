/** A stretch in which a fail-over may have lost the last moments of what Redis had answered; ms since the epoch. */
export interface LossyStretch {
  readonly fromMs: number;
  readonly toMs: number;
}

/** Whether any such stretch overlaps with a time. */
export function isLossyBetween(lossy: readonly LossyStretch[], beganMs: number, endedMs: number): boolean {
  return lossy.some(({ fromMs, toMs }) => beganMs < toMs && endedMs > fromMs);
}
