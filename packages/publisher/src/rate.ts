import type { Keys, RedisClient } from '@cueline/shared';
import { RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import { readScript } from './read-script.js';

/** So many requests in any window of this length, for all publishers together. */
export interface RateLimit {
  readonly max: number;
  readonly windowMs: number;
}

export interface RateContext extends RateLimit {
  readonly redis: RedisClient;
  readonly keys: Keys;
}

/**
 * How long after it was taken a request may be sent. The window in Redis is longer by this much: requests taken at least
 * `windowMs + margin` apart and each sent within `margin` are sent at least `windowMs` apart. At the default of 1 s it
 * costs a tenth of the rate (20 requests in 1.1 s); fixed windows with the same promise would cost a fifth and more.
 */
export function sendMarginMs(windowMs: number): number {
  return Math.min(1000, Math.max(50, windowMs / 10));
}

/**
 * Counts requests in a sliding window, kept in Redis.
 *
 * rate-limiter-flexible 11.4 counts in fixed windows of whole seconds (below one second they never end), which lets twice
 * the limit through around a boundary. So its script is replaced, as it allows, by one that keeps the times.
 */
export function createRate({ redis, keys, max, windowMs }: RateContext) {
  const limiter = new RateLimiterRedis({
    storeClient: redis,
    keyPrefix: keys.rate,
    customIncrTtlLuaScript: readScript('take-request').lua,
    points: max,
    // Handed to the script as it is, which takes it for ms.
    duration: Math.ceil(windowMs + sendMarginMs(windowMs)),
  });
  return {
    /** Takes a request where fewer than so many are in the window; otherwise tells how long to wait. */
    async take(most: number): Promise<{ kind: 'taken' } | { kind: 'used_up'; forMs: number }> {
      limiter.points = most;
      try {
        await limiter.consume('requests');
        return { kind: 'taken' };
      } catch (refusal) {
        if (!(refusal instanceof RateLimiterRes)) throw refusal;
        return { kind: 'used_up', forMs: refusal.msBeforeNext };
      }
    },
  };
}
export type Rate = ReturnType<typeof createRate>;
