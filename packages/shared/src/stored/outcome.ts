import { z } from 'zod';
import { streamFields } from './stream-fields.js';
import { StoredDesktop } from './desktop.js';
import { StoredEvent } from './events-field.js';
import { StoredFormat } from './format.js';
import { jsonField } from './json-field.js';

const Place = z.tuple([z.number(), z.number(), z.number()]);

/** Where something was said, masked: a `Match` of `packages/rules`, in ms. */
const Evidence = z.object({
  key: z.string(),
  from: Place,
  to: Place,
  heardAtMs: z.number(),
  segmentId: z.string(),
  words: z.string(),
  confidence: z.number(),
});

/** What came closest to something that was not said, masked: a `HeardNearMiss` of `packages/rules`, in ms. */
export const StoredNearMiss = z.object({
  key: z.string(),
  phrase: z.string(),
  closeness: z.number(),
  share: z.number(),
  reason: z.enum([
    'incomplete',
    'denied',
    'asked',
    'supposed',
    'reported',
    'later',
    'past',
    'other',
    'different',
    'excepted',
  ]),
  by: z.string().optional(),
  lacked: z.array(z.string()).readonly(),
  words: z.string(),
  segmentId: z.string(),
  heardAtMs: z.number(),
});
export type StoredNearMiss = z.infer<typeof StoredNearMiss>;

/** What came close to a part that was not said, masked: a `CameClose` of `packages/rules`. */
const StoredCameClose = z.object({ words: z.string(), lacked: z.array(z.string()).readonly() });

/** A `WrongValue` of `packages/rules`. */
const StoredWrongValue = z.object({ said: z.string(), offered: z.string() });

/** Which time it is that a disclosure is owed, of all times, and since when. */
const Round = z.object({ number: z.number(), of: z.number(), beganAtMs: z.number() });
const Verdict = z.object({ round: Round.optional() });

/** A `Verdict` of `packages/rules`, in ms. */
const StoredVerdict = z.discriminatedUnion('kind', [
  Verdict.extend({ kind: z.enum(['not_required', 'undecided']) }),
  Verdict.extend({ kind: z.literal('missed'), dueAtMs: z.number().optional() }),
  Verdict.extend({ kind: z.literal('pending'), dueAtMs: z.number().optional(), saidAtMs: z.number().optional() }),
  Verdict.extend({ kind: z.literal('due'), dueAtMs: z.number() }),
  Verdict.extend({
    kind: z.literal('satisfied'),
    saidAtMs: z.number(),
    evidence: z.array(Evidence),
    answer: Evidence.optional(),
  }),
  Verdict.extend({
    kind: z.literal('late'),
    saidAtMs: z.number(),
    dueAtMs: z.number(),
    evidence: z.array(Evidence),
    answer: Evidence.optional(),
  }),
  Verdict.extend({ kind: z.literal('acknowledged'), atMs: z.number() }),
  Verdict.extend({
    kind: z.literal('wrong'),
    saidAtMs: z.number(),
    evidence: z.array(Evidence),
    values: z.array(StoredWrongValue),
  }),
  Verdict.extend({
    kind: z.literal('declined'),
    saidAtMs: z.number(),
    evidence: z.array(Evidence),
    answer: Evidence,
  }),
  Verdict.extend({
    kind: z.literal('unanswered'),
    saidAtMs: z.number(),
    dueAtMs: z.number(),
    evidence: z.array(Evidence),
  }),
  Verdict.extend({
    kind: z.literal('unclear'),
    dueAtMs: z.number().optional(),
    close: z.array(StoredCameClose).readonly(),
  }),
]);
export type StoredVerdict = z.infer<typeof StoredVerdict>;

/** What a shadow pack would have decided otherwise. */
const ShadowDifference = z.object({
  rule: z.string(),
  list: z.enum(['disclosure', 'prohibited']),
  /** Verdicts; `said` of what is prohibited, `none` if it was not said or there is no such rule. */
  inForce: z.string(),
  shadow: z.string(),
  /** What the one or the other rests on, masked; absent if neither rests on anything. */
  words: z.string().optional(),
  heardAtMs: z.number().optional(),
});
export type ShadowDifference = z.infer<typeof ShadowDifference>;

/** How a shadow pack judged the same speech. */
export const ShadowJudgement = z.object({
  /** Its digest. */
  pack: z.string(),
  differences: z.array(ShadowDifference),
});
export type ShadowJudgement = z.infer<typeof ShadowJudgement>;

/** The outcome of an interaction that has ended. Times are in ms of Redis' clock. */
export const Outcome = z.object({
  interactionId: z.string(),
  /** How it ended. After `silence` it may resume. */
  endedBy: z.enum(['frame', 'silence']),
  /** How many interactions had this id before, each ended by a frame within an hour before the next began. */
  reuse: z.number().optional(),
  firstHeardAtMs: z.number(),
  lastHeardAtMs: z.number(),
  endedAtMs: z.number(),
  /** Digest of the pack that it was judged by. */
  pack: z.string(),
  /** The last value of each, masked. */
  attributes: z.record(z.string(), z.string()),
  /** By id, in the order of the pack. */
  disclosures: z.record(z.string(), StoredVerdict),
  /** Each prohibited phrase heard, the first first. */
  prohibited: z.array(z.object({ id: z.string(), match: Evidence })).readonly(),
  nearMisses: z.array(StoredNearMiss),
  desktop: StoredDesktop,
  /** What was done about it; absent if nobody had to look at it. */
  events: z.array(StoredEvent).optional(),
  /** Absent if no shadow pack judged it, or not all of it was heard. */
  shadow: ShadowJudgement.optional(),
});
export type Outcome = z.infer<typeof Outcome>;

/** A `Judgement` of `packages/rules`, in ms. */
export type StoredJudgement = Pick<Outcome, 'disclosures' | 'prohibited'>;

/** An entry of the stream of outcomes. */
const OutcomeEntry = z.object({
  interactionId: z.string(),
  /** Outcome revision: counts from 1. */
  revision: z.coerce.number(),
  /** Whether the interaction can no longer resume. */
  final: z.stringbool(),
  outcome: jsonField(Outcome),
});
export type OutcomeEntry = z.infer<typeof OutcomeEntry>;

/** Parses the fields and values of an entry of the stream of outcomes; `undefined` if it has another shape. */
export function parseOutcomeEntry(fields: readonly string[]): OutcomeEntry | undefined {
  const { v, ...entry } = streamFields(fields);
  return StoredFormat.safeParse(v).success ? OutcomeEntry.safeParse(entry).data : undefined;
}
