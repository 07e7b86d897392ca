import {
  partitionOf,
  type BadFrameReason,
  type InteractionId,
  type Keys,
  type Log,
  type RedisClient,
} from '@cueline/shared';

/** A frame that could not be read. */
export interface BadFrame {
  readonly reason: BadFrameReason;
  /** Where it could be read. */
  readonly interactionId: InteractionId | undefined;
  readonly data: Buffer;
}

const MAX_KEPT = 1_000;
const MAX_KEPT_CHARS = 4_096;
/** More are only counted while Redis is slow or away. */
const MAX_UNDER_WAY = 100;

/** Keeps bad frames where an operator can read them: the latest ones, masked and cut. */
export function createBadFrames(context: { redis: RedisClient; keys: Keys; partitions: number; log: Log }) {
  const { redis, keys, partitions, log } = context;
  let underWay = 0;

  return {
    async keep({ reason, interactionId, data }: BadFrame): Promise<void> {
      if (underWay >= MAX_UNDER_WAY) return;
      underWay += 1;
      try {
        const partition = interactionId === undefined ? 0 : partitionOf(interactionId, partitions);
        const { mask } = await import('@cueline/rules'); // heavy, and rarely needed
        // masked before it is cut, or half a number would stay
        const frame = mask(unescaped(data.toString('utf8', 0, 2 * MAX_KEPT_CHARS))).slice(0, MAX_KEPT_CHARS);
        await redis.xadd(
          keys.badFrames(partition),
          'MAXLEN',
          '~',
          MAX_KEPT,
          '*',
          'reason',
          reason,
          'bytes',
          data.length,
          'frame',
          frame,
        );
      } catch (error) {
        log.warn({ err: error, reason }, 'a bad frame could not be kept');
      } finally {
        underWay -= 1;
      }
    },
  };
}
/** As JSON means it: a number must not hide behind its escapes. */
function unescaped(json: string): string {
  return json
    .replace(/\\u([0-9a-f]{4})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    .replace(/\\[bfnrt]/g, ' ');
}

export type BadFrames = ReturnType<typeof createBadFrames>;
