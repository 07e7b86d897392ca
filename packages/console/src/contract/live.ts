import { z } from 'zod';
import { Finding, Ms } from './common.js';

/** What stands above every view: whether all is right, and how fresh the page is. */
export const Shell = z.object({
  /** Redis' clock when this was read. */
  atMs: Ms,
  /** Everything said before it has been processed; absent before anything was heard. */
  watermarkMs: Ms.optional(),
  /** `unknown`: the pipeline has never been started, or Redis does not answer. */
  health: z.enum(['well', 'wrong', 'unknown']),
  /** The worst first; empty when all is well. */
  findings: z.array(Finding),
  /** What else should be known. */
  notes: z.array(z.string()),
  coverage: z.object({
    live: z.number(),
    /** Of these: heard in the last minute, and for longer than that not. */
    heard: z.number(),
    silent: z.number(),
    /** Live calls of which a part was not heard by any ingest. */
    unheard: z.number(),
  }),
  /** How many live calls the console has read; fewer than `live` for a while after its start. */
  read: z.object({ calls: z.number(), of: z.number() }),
  cost: z.object({
    /** This console's part of Redis' time in the last minute, 0 to 1; absent if Redis does not say. */
    redisShare: z.number().optional(),
    viewers: z.number(),
  }),
  /** Whether no cue is posted for now, in words. */
  hold: z.object({ reason: z.string(), sentence: z.string(), untilMs: Ms }).optional(),
});
export type Shell = z.infer<typeof Shell>;

/** What became of one rule in a call, as far as it is worth showing. */
export const ChipKind = z.enum([
  /** Owed, and not said in time. */
  'due',
  /** Prohibited, and said. */
  'prohibited',
  /** Said with another value. */
  'wrong',
  /** The customer did not agree, or did not answer. */
  'declined',
  'unanswered',
  /** Owed, and still in time. */
  'pending',
  'late',
  'satisfied',
  'acknowledged',
  /** Something close to it was said. */
  'unclear',
]);
export type ChipKind = z.infer<typeof ChipKind>;

export const Chip = z.object({
  rule: z.string(),
  title: z.string(),
  kind: ChipKind,
  /** When it was due, is due, or was said; absent for what is owed by the end of the call. */
  atMs: Ms.optional(),
  /** When the agent was cued for it last. */
  cuedAtMs: Ms.optional(),
  /** That cue was posted in shadow mode: nobody saw it. */
  isShadow: z.boolean().optional(),
});
export type Chip = z.infer<typeof Chip>;

/** How much a call wants somebody. */
export const Urgency = z.enum(['critical', 'owed', 'pending', 'clear']);
export type Urgency = z.infer<typeof Urgency>;

/** A live call on the wall. */
export const CallRow = z.object({
  id: z.string(),
  agent: z.string().optional(),
  skill: z.string().optional(),
  firstHeardAtMs: Ms,
  lastHeardAtMs: Ms,
  urgency: Urgency,
  /** Its beginning or another part of it was not heard: its verdicts may end undecided. */
  isUnheard: z.boolean(),
  /** The most urgent first. */
  chips: z.array(Chip),
});
export type CallRow = z.infer<typeof CallRow>;

const Choice = z.object({ value: z.string(), count: z.number() });

/** What of the wall is in view. */
export const Wall = z.object({
  /** Live calls that this viewer may see, and those of them that the filter lets through. */
  total: z.number(),
  matching: z.number(),
  /** Matching calls by urgency. */
  urgencies: z.record(Urgency, z.number()),
  /** Values to filter by, of all calls that this viewer may see, the most frequent first, 200 at most. */
  agents: z.array(Choice),
  skills: z.array(Choice),
  rules: z.array(z.object({ rule: z.string(), title: z.string(), due: z.number(), pending: z.number() })),
  /** The place of the first row of the window among the matching calls, from 0. */
  from: z.number(),
  /** Ids in the window, in the order in which they are shown. */
  ids: z.array(z.string()),
  /** All rows of a snapshot; afterwards those that are new in the window or have changed. */
  rows: z.array(CallRow),
});
export type Wall = z.infer<typeof Wall>;

/** An agent may be called whatever a platform says. */
const MOST_LENGTH = 1000;

/** What of the wall a page asks for; in the address of the page, too. */
export const WallAsk = z.object({
  /** Part of an id, an agent or another attribute. */
  q: z.string().max(MOST_LENGTH).optional(),
  agent: z.string().max(MOST_LENGTH).optional(),
  skill: z.string().max(MOST_LENGTH).optional(),
  /** Calls in which this rule is of the kind `verdict`, or of any if that is absent. */
  rule: z.string().max(MOST_LENGTH).optional(),
  verdict: ChipKind.optional(),
  urgency: Urgency.optional(),
  from: z.coerce.number().int().min(0).default(0),
  count: z.coerce.number().int().min(1).max(400).default(80),
});
export type WallAsk = z.infer<typeof WallAsk>;

/**
 * What a page looks at: the query of `GET /api/live`, and the body of `POST /api/live/:stream`, by which it looks at something
 * else without a new connection.
 */
export const LiveAsk = z.object({
  ...WallAsk.shape,
  /** `other`: the shell alone is wanted. */
  view: z.enum(['now', 'call', 'other']).default('other'),
  /** The call that is open, for `view=call`. */
  id: z.string().max(512).optional(),
});
export type LiveAsk = z.infer<typeof LiveAsk>;

/**
 * Data of each event `live` of the stream. The first is a snapshot, and so is the first after the page asked for something
 * else. Once a second another follows; what is absent has not changed. A comment is sent every 15 s.
 */
export const LiveMessage = z.object({
  kind: z.enum(['snapshot', 'change']),
  /** Name of the stream, for `POST /api/live/:stream`. */
  stream: z.string(),
  atMs: Ms,
  shell: Shell.optional(),
  wall: Wall.optional(),
  /** The open call was changed: read `GET /api/calls/:id` again. */
  call: z.object({ id: z.string(), rev: z.string() }).optional(),
  /** Redis does not answer: what is shown is as old as the last `shell`. */
  isStale: z.boolean().optional(),
});
export type LiveMessage = z.infer<typeof LiveMessage>;
