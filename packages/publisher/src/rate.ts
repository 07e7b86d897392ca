import { type Keys, readScript, type RedisClient } from '@cueline/shared';
import { RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';

/** So many requests in any window of this length, for all publishers together. */
export interface RateLimit {
  readonly max: number;
  readonly windowMs: number;
}

export interface RateContext extends RateLimit {
  readonly redis: RedisClient;
  readonly keys: Keys;
}

/** A request that has not been answered for so long no longer counts as being on its way; take-request.lua has it too. */
export const IN_FLIGHT_MS = 2000;

const REQUESTS = 'requests';

/**
 * Counts requests in a sliding window, kept in Redis.
 *
 * rate-limiter-flexible 11.4 counts in fixed windows of whole seconds (shorter ones never end), which lets twice the limit
 * through around a boundary. So its script is replaced, as it allows. Counting by when a request was taken would not do
 * either: on a busy machine 21 were seen to arrive within 963 ms of which each had waited for its turn in a window of 1100.
 */
export function createRate({ redis, keys, max, windowMs }: RateContext) {
  const limiter = new RateLimiterRedis({
    storeClient: redis,
    keyPrefix: keys.rate,
    customIncrTtlLuaScript: readScript('take-request', import.meta.url).lua,
    points: max,
    duration: windowMs, // handed to the script as it is, which takes it for ms
  });
  return {
    /** Takes a request where fewer than so many count; otherwise tells how long to wait at least. */
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
    /** A request that was taken has been answered, or is not made: it counts for one more window. */
    async answered(): Promise<void> {
      await limiter.reward(REQUESTS);
    },
  };
}
export type Rate = ReturnType<typeof createRate>;
