import { defineScript, type Keys, type RedisClient } from '@cueline/shared';
import { z } from 'zod';
import { PROBED } from './hold.js';
import { IN_FLIGHT_MS, type Rate, type RateLimit } from './rate.js';
import { throttledMax } from './throttle.js';
import { readScript } from '../scripts.js';

/** Whether a request may be made now. */
export type Admission =
  | { kind: 'held'; forMs: number }
  | {
      kind: 'admitted';
      /** Whether it is the probe that finds out if the reason for a hold is gone. */
      isProbe: boolean;
      /** How many requests a window may have now. */
      max: number;
      /** Whether the admission is recent enough to send the request; false after the process was frozen. */
      isCurrent: () => boolean;
      /** Call it when the request has been answered, or is not made after all. */
      over: () => Promise<void>;
    };

export interface AdmissionContext extends RateLimit {
  readonly redis: RedisClient;
  readonly keys: Pick<Keys, 'hold'>;
  readonly rate: Rate;
  /** In ms; never goes back. */
  readonly monotonic: () => number;
}

/** Longer than a healthy API needs, shorter than a timeout: a killed probe costs this much. */
const PROBE_MS = 5000;

/** How long after admission a request may be sent: well before its job's lock or its place in the rate could expire. */
const CURRENT_MS = 1000;

const PassReply = z.tuple([z.enum(['open', 'probe', 'held']), z.number(), z.number(), z.number(), z.number()]);

/** Creates a function that asks for admission of a request: it checks the hold first, then the rate. */
export function createAdmission({ redis, keys, rate, max, windowMs, monotonic }: AdmissionContext) {
  const pass = defineScript(redis, readScript('gate/pass-hold'), PassReply);
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
