import { z } from 'zod';

// Numbers are coerced because faults also come as flags.
const Fault = z.object({
  /** How likely it strikes when it can. */
  chance: z.coerce.number().min(0).max(1).default(1),
  /** How often it strikes before it is over; without it, until it is cleared. */
  count: z.coerce.number().int().min(1).optional(),
});
const Slow = Fault.extend({ delayMs: z.coerce.number().min(0).default(5000) });
const Unavailable = Fault.extend({ status: z.coerce.number().int().min(500).max(599).default(503) });

/** How an answer of 429 says when to come back. */
export const RetryAfterForm = z.enum(['seconds', 'date', 'none']);
export type RetryAfterForm = z.infer<typeof RetryAfterForm>;
const RateLimited = Fault.extend({
  retryAfter: RetryAfterForm.default('seconds'),
  retryAfterS: z.coerce.number().int().min(0).default(1),
});

/** Everything that can be made to go wrong, by name. */
export const Faults = z
  .strictObject({
    /** 401 `invalid_client` from the token endpoint. */
    tokenRefused: Fault,
    /** The token issued has expired already. */
    tokenExpired: Fault,
    tokenRateLimited: RateLimited,
    tokenUnavailable: Unavailable,
    tokenSlow: Slow,
    handshakeUnauthorized: Fault,
    handshakeForbidden: Fault,
    handshakeUnavailable: Unavailable,
    /** With each frame of a call, one socket may be reset … */
    socketReset: Fault,
    /** … or fall silent: it stays open, but sends nothing and answers no ping. */
    socketSilent: Fault,
    // A bad frame comes in addition to the good one, so that no speech is lost by it.
    frameMalformed: Fault,
    /** A frame of more than 256 KiB. */
    frameOversized: Fault,
    /** The first half of the text as a hypothesis, before its final frame. */
    frameInterim: Fault,
    frameBinary: Fault,
    frameDuplicate: Fault,
    /** A segment's frame changes places with the next of its call. */
    frameReordered: Fault,
    // These strike both requests of the cue API, before anything is taken …
    cueUnauthorized: Fault,
    cueForbidden: Fault,
    cueRateLimited: RateLimited,
    cueUnavailable: Unavailable,
    cueRejected: Fault.extend({
      status: z.coerce
        .number()
        .pipe(z.union([z.literal(400), z.literal(422)]))
        .default(422),
    }),
    cueGone: Fault.extend({
      status: z.coerce
        .number()
        .pipe(z.union([z.literal(404), z.literal(410)]))
        .default(410),
    }),
    /** … and these after it was: the answer comes late, or the connection is cut instead. */
    cueSlow: Slow,
    cueLost: Fault,
    /** This tenant cannot resolve cues. */
    resolveUnsupported: Fault.extend({
      status: z.coerce
        .number()
        .pipe(z.union([z.literal(404), z.literal(405), z.literal(501)]))
        .default(405),
    }),
  })
  .partial();
export type Faults = z.infer<typeof Faults>;
export type FaultName = keyof Faults;
export const FaultName = z.keyof(Faults);
