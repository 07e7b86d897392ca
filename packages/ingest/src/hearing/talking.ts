import {
  type InteractionId,
  type Keys,
  type Log,
  partitionOf,
  type PlacedLayout,
  type RedisClient,
} from '@cueline/shared';
import { LRUCache } from 'lru-cache';
import type { HeardClock } from '../heard-clock.js';

export interface TalkingContext {
  readonly redis: RedisClient;
  readonly keys: Keys;
  /** The layout in force, once it is known. */
  readonly layout: () => PlacedLayout | undefined;
  readonly now: HeardClock;
  readonly log: Log;
}

/** How often it is noted, at most, that the agent of a call is talking. */
const NOTE_EVERY_US = 1_000_000;
/**
 * How long that counts: while the agent goes on talking, and until what was said is processed once it is final.
 */
const COUNTS_MS = 2_000;
/** Calls of which is known when it was noted: more than one ingest hears at once. */
const MAX_CALLS = 20_000;
/** While Redis is slow or away, no more than this is noted. */
const MAX_UNDER_WAY = 1_000;

/**
 * Notes in Redis whose agent is in the middle of an utterance, so that a cue may wait for its end. Nothing is decided by
 * it, so a note that is lost does no harm. Most rules have no `hold`, and nothing is noted for them.
 */
export function createTalking({ redis, keys, layout, now, log }: TalkingContext) {
  let isAsked = false;
  const notedUs = new LRUCache<InteractionId, number>({ max: MAX_CALLS });
  let underWay = 0;

  return {
    /** Looks whether rules in force ask for such notes; nothing is noted before. */
    async look(): Promise<void> {
      isAsked = (await redis.get(keys.holds)) !== null;
    },
    /** Words of an agent came that are not final. */
    heard(id: InteractionId): void {
      if (!isAsked) return;
      const nowUs = now();
      if (nowUs - (notedUs.get(id) ?? Number.NEGATIVE_INFINITY) < NOTE_EVERY_US) return;
      const placed = layout();
      if (placed === undefined || underWay >= MAX_UNDER_WAY) return;
      notedUs.set(id, nowUs);
      underWay += 1;
      redis
        .set(placed.keys.talking(partitionOf(id, placed.partitions), id), '1', 'PX', COUNTS_MS)
        .catch((error: unknown) => log.debug({ err: error }, 'it could not be noted that an agent is talking'))
        .finally(() => {
          underWay -= 1;
        });
    },
  };
}
export type Talking = ReturnType<typeof createTalking>;
