import { z } from 'zod';
import { Ms, Period } from './common.js';

/** Words that were said, masked. */
export const Evidence = z.object({ words: z.string(), heardAtMs: Ms, segmentId: z.string() });
export type Evidence = z.infer<typeof Evidence>;

/** What came close to a rule and did not count. */
export const NearMiss = z.object({
  words: z.string(),
  heardAtMs: Ms,
  phrase: z.string(),
  /** 0 to 1. */
  closeness: z.number(),
  /** `incomplete`, `denied`, `asked`, … */
  reason: z.string(),
  lacked: z.array(z.string()),
});
export type NearMiss = z.infer<typeof NearMiss>;

export const RuleLine = z.object({
  rule: z.string(),
  title: z.string(),
  list: z.enum(['disclosure', 'prohibited']),
  /**
   * `not_required`, `pending`, `due`, `satisfied`, `late`, `missed`, `undecided`, `acknowledged`, `wrong`, `declined`,
   * `unanswered`, `unclear`; `said` of what is prohibited.
   */
  verdict: z.string(),
  dueAtMs: Ms.optional(),
  saidAtMs: Ms.optional(),
  /** Why it was met or not, and cued or not, in one sentence or two. */
  reason: z.string(),
  evidence: z.array(Evidence),
  nearMisses: z.array(NearMiss),
  canBeAcknowledged: z.boolean(),
});
export type RuleLine = z.infer<typeof RuleLine>;

/** Something that was done about a call. */
export const CallEvent = z.object({
  atMs: Ms,
  /** `due`, `looked`, `posted`, `refused`, `resolved`, `held back`, `stale`, `acknowledged`, `closed`. */
  what: z.string(),
  /** Rules that it is about. */
  rules: z.array(z.string()),
  /** Status of an answer, reason, and so on. */
  detail: z.string(),
  /** Which process did it. */
  replica: z.string(),
});
export type CallEvent = z.infer<typeof CallEvent>;

export const Cue = z.object({
  kind: z.string(),
  rules: z.array(z.string()),
  postedAtMs: Ms,
  isOpen: z.boolean(),
  isShadow: z.boolean(),
});
export type Cue = z.infer<typeof Cue>;

/** `GET /api/calls/:id`: one call, live, just ended, or from the archive. The id is percent-encoded. */
export const CallDetail = z.object({
  id: z.string(),
  atMs: Ms,
  watermarkMs: Ms.optional(),
  from: z.enum(['live', 'outcome', 'archive']),
  agent: z.string().optional(),
  skill: z.string().optional(),
  /** The last value of each, masked. */
  attributes: z.record(z.string(), z.string()),
  /** Digest of the pack that it is judged by. */
  pack: z.string(),
  firstHeardAtMs: Ms,
  lastHeardAtMs: Ms,
  endedAtMs: Ms.optional(),
  /** After `silence` it may resume. */
  endedBy: z.enum(['frame', 'silence']).optional(),
  /** In the order of the pack. */
  rules: z.array(RuleLine),
  /** Stretches of the call that were not heard. */
  gaps: z.array(Period),
  /** The last of them, 64 at most, the first first. */
  events: z.array(CallEvent),
  cues: z.array(Cue),
  /** Recent speech, masked; only while the call is on. */
  speech: z.array(z.object({ speaker: z.string(), text: z.string(), heardAtMs: Ms, segmentId: z.string() })),
  outcomes: z.array(z.object({ revision: z.number(), isFinal: z.boolean(), endedAtMs: Ms })),
  waitsForLook: z.boolean(),
  /** All that is stored, as `cueline inspect --json` prints it. */
  raw: z.unknown(),
});
export type CallDetail = z.infer<typeof CallDetail>;

/** `GET /api/calls?q=`: live calls by a part of their id or of an attribute, 20 at most, and an ended one by its id, for the search box. */
export const FoundCalls = z.object({
  calls: z.array(z.object({ id: z.string(), agent: z.string().optional(), isLive: z.boolean() })),
});
export type FoundCalls = z.infer<typeof FoundCalls>;
