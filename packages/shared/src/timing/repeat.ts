import { backoffMs, type BackoffPolicy } from './backoff.js';

const RETRY: BackoffPolicy = { firstMs: 100, maxMs: 5000, jitter: 0.5 };

/**
 * Repeats a step until told to stop. Retries a failed step after a growing wait; reports a repeated error only once.
 */
export async function repeat({ everyMs, step, signal, onError, onSuccess }: RepeatOptions): Promise<void> {
  let told: string | undefined;
  // one listener for all waits: a process has hundreds a second, and each of its own would cost more than most steps
  let wake = () => {};
  const stop = () => wake();
  signal.addEventListener('abort', stop);
  for (let failures = 0; !signal.aborted;) {
    try {
      await step();
      failures = 0;
      told = undefined;
      onSuccess?.();
    } catch (error) {
      if (String(error) !== told) onError(error);
      told = String(error);
      failures += 1;
    }
    const restMs = typeof everyMs === 'function' ? everyMs() : everyMs;
    const waitMs = failures > 0 ? backoffMs(failures - 1, RETRY, Math.random) : restMs;
    if (signal.aborted) break;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, waitMs);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
  signal.removeEventListener('abort', stop);
}

interface RepeatOptions {
  /** How long to rest after a step. */
  readonly everyMs: number | (() => number);
  readonly step: () => Promise<void>;
  readonly signal: AbortSignal;
  readonly onError: (error: unknown) => void;
  /** Called whenever the step has succeeded. */
  readonly onSuccess?: () => void;
}
