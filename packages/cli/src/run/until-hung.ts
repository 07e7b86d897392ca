import { setTimeout as delay } from 'node:timers/promises';

export interface HangPolicy {
  /** How often it is asked whether it is alive. */
  readonly everyMs: number;
  readonly answersWithinMs: number;
  /** How many times in a row it has to leave that without an answer. A count, since a computer that slept was away itself. */
  readonly times: number;
}

/** A busy process answers within a second; a garbage collection or a slow machine may cost some more. */
const POLICY: HangPolicy = { everyMs: 2_000, answersWithinMs: 4_000, times: 3 };

/** Resolves once a process no longer answers at `/healthz`; rejects when the signal aborts. */
export async function untilHung(url: string, signal: AbortSignal, policy: HangPolicy = POLICY): Promise<void> {
  for (let unanswered = 0; unanswered < policy.times;) {
    await delay(policy.everyMs, undefined, { signal });
    unanswered = (await answers(`${url}/healthz`, policy.answersWithinMs, signal)) ? 0 : unanswered + 1;
  }
}

async function answers(url: string, withinMs: number, signal: AbortSignal): Promise<boolean> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.any([signal, AbortSignal.timeout(withinMs)]) });
    await answer.body?.cancel();
    return true;
  } catch {
    return false;
  }
}
