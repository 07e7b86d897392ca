import { z } from 'zod';

const Ms = z.number();

/** What became of one rule in a call. */
export const LineKind = z.enum([
  /** Prohibited, and said. */
  'prohibited',
  /** Owed, and not said in time. */
  'due',
  /** The same, but something close to it was said. */
  'unclear',
  /** Said with another value. */
  'wrong',
  /** The customer did not agree, or did not answer. */
  'declined',
  'unanswered',
  /** Owed, and still in time. */
  'pending',
  /** Said, in time or late. */
  'satisfied',
  'late',
  /** Ticked off by hand. */
  'acknowledged',
]);
export type LineKind = z.infer<typeof LineKind>;

/** One rule of a call, as its agent sees it. */
export const Line = z.object({
  rule: z.string(),
  title: z.string(),
  kind: LineKind,
  /** When it is due, was due, was said or was ticked off (Redis' clock); absent for what is owed by the end of the call. */
  atMs: Ms.optional(),
  /** What to say, or after a prohibited phrase what to do. */
  words: z.string().optional(),
  /** The words of a prohibited phrase, as they were heard; numbers that identify somebody are left out. */
  quote: z.string().optional(),
  /** The parts of which it is made, where they are several. */
  parts: z.array(z.object({ words: z.string(), isSaid: z.boolean() })).optional(),
  /** Values that were said, and those that they have to be. */
  values: z.array(z.object({ said: z.string(), offered: z.string() })).optional(),
  /** It may be ticked off by hand, and the agent may say that it is not in this call. */
  isOpen: z.boolean().optional(),
  isWaivable: z.boolean().optional(),
});
export type Line = z.infer<typeof Line>;

/** What a panel shows. */
export const Shown = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('call'),
    id: z.string(),
    agent: z.string().optional(),
    firstHeardAtMs: Ms,
    /** What nobody heard: the beginning of the call, whose disclosures have no line here unless they were said later, or another part of it. */
    unheard: z.enum(['opening', 'part']).optional(),
    /** What can still be mended first, what was said last. */
    lines: z.array(Line),
  }),
  /** Not all live calls have been read yet. */
  z.object({ kind: z.literal('looking') }),
  /** The call of the link, or any of the agent, is not heard at the moment: nothing is known of what it owes. */
  z.object({ kind: z.literal('none') }),
  /** The call that was shown is over. */
  z.object({ kind: z.literal('over'), id: z.string() }),
]);
export type Shown = z.infer<typeof Shown>;

/** Data of the event `shown`: sent first, and whenever something has changed. */
export const ShownMessage = z.object({ atMs: Ms, shown: Shown });
export type ShownMessage = z.infer<typeof ShownMessage>;

/**
 * Data of the event `beat`: sent every 4 s, and when it changes whether what is shown can be trusted. A page that has heard none
 * for 10 s has lost touch.
 */
export const Beat = z.object({
  /** Redis' clock when it was read last. */
  atMs: Ms,
  /** `redis`: Redis does not answer. `unheard`: what is said at the moment is heard by nobody, or not processed. */
  trouble: z.enum(['redis', 'unheard']).optional(),
});
export type Beat = z.infer<typeof Beat>;

/** Data of the event `refused`, the last of a stream: the page tries again by itself only when it is `full`. */
export const Refused = z.object({ reason: z.enum(['wrong', 'expired', 'full']) });
export type Refused = z.infer<typeof Refused>;

/** Query of the page and of its stream: whose call, until when (s since the Unix epoch), and the signature of both. */
export const LinkQuery = z.object({
  call: z.string().max(512).optional(),
  agent: z.string().max(512).optional(),
  until: z.string(),
  signature: z.string(),
});
export type LinkQuery = z.infer<typeof LinkQuery>;

/** Body of `POST tick`. */
export const Tick = z.object({
  link: LinkQuery,
  /** The call that the page shows. */
  id: z.string().max(512),
  rule: z.string().max(200),
  /** `waived`: it is not in this call. */
  how: z.enum(['said', 'waived']),
  reason: z.string().trim().max(300),
});
export type Tick = z.infer<typeof Tick>;

/** Answer to `POST tick`; `why` is for people. */
export const Ticked = z.object({ isDone: z.boolean(), why: z.string().optional() });
export type Ticked = z.infer<typeof Ticked>;
