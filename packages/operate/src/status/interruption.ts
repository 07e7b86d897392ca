import type { Gap } from '@cueline/shared';

/** A time in which Redis was away, or every matcher was, and that ended a short while ago. */
export interface Interruption {
  /** How long it lasted, if that is known. */
  readonly forMs: number | undefined;
  readonly endedAgoMs: number;
}

/** Processes need so long to come back: they reconnect, and write a heartbeat every two seconds. */
const RETURN_MS = 15_000;
/** In a shorter time nobody misses anything; a busy machine has such. */
const LONG_MS = 5_000;

/**
 * @param hangs times in which no matcher looked at the deadlines
 * @param redisUpMs since when Redis has been running; undefined if it did not say
 */
export function findInterruption(
  hangs: readonly Gap[],
  redisUpMs: number | undefined,
  atMs: number,
): Interruption | undefined {
  const hang = hangs.findLast(({ fromMs, toMs }) => toMs > atMs - RETURN_MS && toMs - fromMs >= LONG_MS);
  if (hang !== undefined) return { forMs: hang.toMs - hang.fromMs, endedAgoMs: atMs - hang.toMs };
  if (redisUpMs !== undefined && redisUpMs < RETURN_MS) return { forMs: undefined, endedAgoMs: redisUpMs };
  return undefined;
}
