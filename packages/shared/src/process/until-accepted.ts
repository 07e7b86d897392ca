import { setTimeout as delay } from 'node:timers/promises';
import { backoffMs, type BackoffPolicy } from '../timing/backoff.js';
import type { Log } from '../logging/log.js';
import { SettingsError } from '../settings/settings-error.js';
import { createTrouble } from '../logging/trouble.js';

const RETRY: BackoffPolicy = { firstMs: 100, maxMs: 2_000, jitter: 0.5 };

/**
 * Repeats a process's first step until Redis accepts it: a Redis that is full, or was only just promoted, refuses what
 * it will accept a little later.
 *
 * @throws SettingsError if the step throws one; any error once the process was told to stop
 */
export async function untilAccepted<T>(
  step: () => Promise<T>,
  { log, signal }: { log: Log; signal: AbortSignal },
): Promise<T> {
  const refused = createTrouble({ log, over: 'redis accepts what this process begins with' });
  for (let failures = 0; ; failures += 1) {
    try {
      const accepted = await step();
      refused.end(step);
      return accepted;
    } catch (error) {
      if (error instanceof SettingsError || signal.aborted) throw error;
      if (refused.begin(step, String(error)))
        log.error({ err: error }, 'redis refuses the first commands of this process, trying again');
      await delay(backoffMs(failures, RETRY, Math.random), undefined, { signal });
    }
  }
}
