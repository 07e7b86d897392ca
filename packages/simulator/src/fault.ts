import { z } from 'zod';

/** Refuses names that are not in the shape, and tells which are. */
function strict<Shape extends z.ZodRawShape>(noun: string, shape: Shape) {
  const known = Object.keys(shape).join(', ');
  return z.strictObject(shape, {
    error: (issue) =>
      issue.code === 'unrecognized_keys'
        ? `no ${noun} is named ${issue.keys.map((key) => `'${key}'`).join(' or ')}; there are ${known}`
        : undefined,
  });
}

// Numbers are coerced because faults also come as flags.
function fault<Shape extends z.ZodRawShape>(shape: Shape) {
  return strict('setting of this fault', {
    /** How likely it strikes when it can. */
    chance: z.coerce.number().min(0).max(1).default(1),
    /** How often it strikes before it is over; without it, until it is cleared. */
    count: z.coerce.number().int().min(1).optional(),
    ...shape,
  });
}
const Fault = fault({});
const Slow = fault({ delayMs: z.coerce.number().min(0).default(5000) });
const Unavailable = fault({ status: z.coerce.number().int().min(500).max(599).default(503) });

/** How an answer of 429 says when to come back. */
export const RetryAfterForm = z.enum(['seconds', 'date', 'none']);
export type RetryAfterForm = z.infer<typeof RetryAfterForm>;
const RateLimited = fault({
  retryAfter: RetryAfterForm.default('seconds'),
  retryAfterS: z.coerce.number().int().min(0).default(1),
});

/** Everything that can be made to go wrong, by name. */
export const Faults = strict('fault', {
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
  /** The socket is accepted, gets a frame that says why nothing will come, and is closed. */
  socketRefusedPolitely: fault({
    code: z.coerce.number().int().min(1000).max(4999).default(1008),
    reason: z.string().max(123).default('too many subscriptions'),
  }),
  /** The socket is closed so long after it was opened. */
  socketShortLived: fault({
    lifeMs: z.coerce.number().min(0).default(2000),
    code: z.coerce.number().int().min(1000).max(4999).default(1001),
  }),
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
  /** A segment has an id that others of its call have too: `0`. */
  frameIdRepeated: Fault,
  /** A final that is corrected: first comes a filler under the segment's id, then the text. */
  frameCorrected: Fault,
  /** A final without words, before the segment's frame. */
  frameWordless: Fault,
  /** A segment's times come from a clock that is ahead, if it is of this speaker. */
  frameClockAhead: fault({
    speaker: z.string().default('customer'),
    aheadMs: z.coerce.number().min(0).default(30_000),
  }),
  /** A segment's frame changes places with the next of its call. */
  frameReordered: Fault,
  // These strike requests that show or withdraw a cue, on NICE's desktop too, before anything is taken …
  cueUnauthorized: Fault,
  cueForbidden: Fault,
  cueRateLimited: RateLimited,
  cueUnavailable: Unavailable,
  cueRejected: fault({
    status: z.coerce
      .number()
      .pipe(z.literal([400, 422]))
      .default(422),
  }),
  cueGone: fault({
    status: z.coerce
      .number()
      .pipe(z.literal([404, 410]))
      .default(410),
  }),
  /** Any other answer, also from what stands before the API: a redirect, a login page, a proxy's error page. */
  cueAnswered: fault({
    status: z.coerce.number().int().min(200).max(599),
    body: z.string().optional(),
    /** Default: `text/html`. */
    contentType: z.string().optional(),
    location: z.string().optional(),
    retryAfter: RetryAfterForm.optional(),
    retryAfterS: z.coerce.number().int().min(0).optional(),
  }),
  /** … and these after it was: the answer comes late, or the connection is cut instead, or in the midst of it. */
  cueSlow: Slow,
  cueLost: Fault,
  cueCut: Fault,
  // Of other platforms' wires only. NICE: a SUBSCRIBE is refused; a heartbeat is not acknowledged, on a socket that stays open.
  topicRefused: Fault,
  /** A SUBSCRIBE is neither granted nor refused. */
  topicUnanswered: Fault,
  heartbeatUnanswered: Fault,
  /** With a heartbeat comes a warning that the socket will be closed, and so it is. NICE documents none; Genesys warns a minute ahead. */
  socketClosing: fault({
    noticeMs: z.coerce.number().min(0).default(60_000),
    code: z.coerce.number().int().min(1000).max(4999).default(1001),
  }),
  /** A serial number is missing, though no text is: NICE, Twilio. */
  serialSkipped: Fault,
  /** The contact's id is a number, where it can be one: NICE. */
  contactIdNumeric: Fault,
  /** What is said waits until the end of a window of so many ms, and is posted then: Genesys, Twilio. */
  textsInWindows: fault({ windowMs: z.coerce.number().min(1).default(3000) }),
  /** There are no words with times: NICE, Genesys. */
  wordsEmpty: Fault,
  /** A message of another kind comes before the text: NICE, Genesys, Twilio. */
  otherMessage: Fault,
  /** After a text another agent takes the call over: another contact of the same master, with NICE. */
  transfer: Fault,
  /** After a text the contact is put on hold: what is said meanwhile does not come: NICE. */
  hold: fault({ forMs: z.coerce.number().min(0).default(2000) }),
  /** It is not posted that a contact begins or ends: NICE. */
  announcementLost: Fault,
  contactsUnavailable: Unavailable,
  /** A message is to an agent whom NICE does not know. */
  agentUnknown: Fault,
  /** This tenant cannot resolve cues. */
  resolveUnsupported: fault({
    status: z.coerce
      .number()
      .pipe(z.literal([404, 405, 501]))
      .default(405),
  }),
}).partial();
export type Faults = z.infer<typeof Faults>;
/** The name of a fault, such as `cueRateLimited`. */
export type FaultName = keyof Faults;
export const FaultName = z.keyof(Faults);
