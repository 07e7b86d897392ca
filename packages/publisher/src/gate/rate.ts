import { type Keys, type RedisClient } from '@cueline/shared';
import { RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import { readScript } from '../scripts.js';

/** At most `max` requests in any window of `windowMs`, for all publishers together. */
export interface RateLimit {
  readonly max: number;
  readonly windowMs: number;
}

export interface RateContext extends RateLimit {
  readonly redis: RedisClient;
  readonly keys: Pick<Keys, 'rate'>;
}

/** A request unanswered for this long no longer counts as being on its way; take-request.lua has the same number. */
export const IN_FLIGHT_MS = 2000;

const REQUESTS = 'requests';

/**
 * Counts requests in a sliding window, kept in Redis.
 *
 * rate-limiter-flexible 11.4 counts in fixed windows of whole seconds (shorter ones never end), which lets twice the
 * limit through around a boundary. So its script is replaced, as it allows. Counting from admission is not enough: on a
 * busy machine 21 requests arrived within 963 ms, each admitted under a window of 1,100 ms.
 */
export function createRate({ redis, keys, max, windowMs }: RateContext) {
  const limiter = new RateLimiterRedis({
    storeClient: redis,
    keyPrefix: keys.rate,
    customIncrTtlLuaScript: readScript('gate/take-request').lua,
    points: max,
    duration: windowMs, // passed unchanged to the script, which takes it for ms
  });
  return {
    /** Takes a place for a request if fewer than `most` count; otherwise returns how long to wait at least. */
    async take(most: number): Promise<{ kind: 'taken' } | { kind: 'used_up'; forMs: number }> {
      limiter.points = most;
      try {
        await limiter.consume(REQUESTS);
        return { kind: 'taken' };
      } catch (refusal) {
        if (!(refusal instanceof RateLimiterRes)) throw refusal;
        return { kind: 'used_up', forMs: refusal.msBeforeNext };
      }
    },
    /** Reports that a request was answered or is not made: it counts for one more window. */
    async answered(): Promise<void> {
      await limiter.reward(REQUESTS);
    },
  };
}
export type Rate = ReturnType<typeof createRate>;
