import { maskStart } from '@cueline/rules/masking';
import {
  createOnce,
  partitionOf,
  plainText,
  type BadFrameReason,
  type InteractionId,
  type Log,
  type PlacedLayout,
  type RedisClient,
} from '@cueline/shared';

/** A frame that could not be parsed. */
export interface BadFrame {
  readonly reason: BadFrameReason;
  /** Set if it could be read. */
  readonly interactionId: InteractionId | undefined;
  readonly data: Buffer;
}

const MAX_KEPT = 1_000;
const MAX_KEPT_CHARS = 4_096;
/** Twice as many characters, each of which may be an escape of six bytes: what is kept may end within a number. */
const MAX_READ_BYTES = 2 * 6 * MAX_KEPT_CHARS;
/** While Redis is slow or away, frames beyond this are counted but not kept. */
const MAX_UNDER_WAY = 100;

/** Keeps the latest bad frames in Redis for operators to read, masked and truncated. Logs each reason once. */
export function createBadFrames(context: { redis: RedisClient; layout: () => Promise<PlacedLayout>; log: Log }) {
  const { redis, layout, log } = context;
  let underWay = 0;
  const isFirst = createOnce();

  return {
    async keep({ reason, interactionId, data }: BadFrame): Promise<void> {
      if (isFirst(reason))
        log.warn({ reason }, 'a frame could not be parsed; further ones of this reason are not logged');
      if (underWay >= MAX_UNDER_WAY) return;
      underWay += 1;
      try {
        const { keys, partitions } = await layout();
        const partition = interactionId === undefined ? 0 : partitionOf(interactionId, partitions);
        const frame = maskStart(plainText(unescaped(data.toString('utf8', 0, MAX_READ_BYTES))), MAX_KEPT_CHARS);
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
export type BadFrames = ReturnType<typeof createBadFrames>;

/** Decodes JSON escapes, so that they cannot hide a number from masking. */
function unescaped(json: string): string {
  return json
    .replace(/\\u([0-9a-f]{4})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    .replace(/\\[bfnrt]/g, ' ');
}
