import { defineScript, type Keys, readScript, type RedisClient } from '@cueline/shared';
import { z } from 'zod';
import type { HoldReason } from './hold.js';
import { IN_FLIGHT_MS, type Rate, type RateLimit } from './rate.js';
import { throttledMax } from './throttle.js';

/** Whether a request may be made now. */
export type Admission =
  | { kind: 'held'; forMs: number }
  | {
      kind: 'admitted';
      /** It is the one that finds out whether the reason of a hold has gone. */
      isProbe: boolean;
      /** How many requests a window has now. */
      max: number;
      /** Whether so little time has passed that it may still be sent. Not so after a process was frozen. */
      isCurrent: () => boolean;
      /** To be told when the request has been answered, or is not made after all. */
      over: () => Promise<void>;
    };

export interface AdmissionContext extends RateLimit {
  readonly redis: RedisClient;
  readonly keys: Keys;
  readonly rate: Rate;
  /** In ms; never goes back. */
  readonly monotonic: () => number;
}

/** Reasons that may outlast their hold: one request finds out before the others follow. */
const PROBED: readonly HoldReason[] = ['forbidden', 'circuit_open'];
/** Longer than an API in good health needs, shorter than a time-out: a probe that was killed costs this much. */
const PROBE_MS = 5000;

/** How long after its admission a request may be sent: long before the job's lock or its place in the rate could be lost. */
const CURRENT_MS = 1000;

const PassReply = z.tuple([z.enum(['open', 'probe', 'held']), z.number(), z.number(), z.number(), z.number()]);

/** Stands before each request: first the hold, then the rate. Returns a function that asks for admission. */
export function createAdmission({ redis, keys, rate, max, windowMs, monotonic }: AdmissionContext) {
  const pass = defineScript(redis, readScript('pass-hold', import.meta.url), PassReply);
  return async function admit(): Promise<Admission> {
    const [kind, nowMs, untilMs, throttledTo, throttledAtMs] = await pass([keys.hold], [PROBE_MS, ...PROBED]);
    if (kind === 'held') return { kind: 'held', forMs: untilMs - nowMs };
    const throttle = throttledTo === 0 ? undefined : { max: throttledTo, atMs: throttledAtMs };
    const most = throttledMax({ max, windowMs }, throttle, nowMs);

    const takenAtMs = monotonic();
    const taken = await rate.take(most);
    if (taken.kind === 'used_up') return { kind: 'held', forMs: taken.forMs };
    return {
      kind: 'admitted',
      isProbe: kind === 'probe',
      max: most,
      isCurrent: () => monotonic() - takenAtMs < CURRENT_MS,
      over: async () => {
        if (monotonic() - takenAtMs < IN_FLIGHT_MS) await rate.answered();
      },
    };
  };
}
