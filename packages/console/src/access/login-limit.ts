import { RateLimiterMemory } from 'rate-limiter-flexible';

const MOST_FAILURES = 10;
const WITHIN_S = 60;

/** Keeps tokens from being guessed: an address has so many wrong ones a minute. */
export function createLoginLimit() {
  const limiter = new RateLimiterMemory({ points: MOST_FAILURES, duration: WITHIN_S });
  return {
    isOpen: async (address: string): Promise<boolean> =>
      ((await limiter.get(address))?.consumedPoints ?? 0) < MOST_FAILURES,
    fail: async (address: string): Promise<void> => {
      await limiter.penalty(address);
    },
  };
}
export type LoginLimit = ReturnType<typeof createLoginLimit>;
