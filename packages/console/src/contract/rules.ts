import { z } from 'zod';
import { RuleChange } from './analysis.js';
import { Ms } from './common.js';

/** What became of a rule in the calls that ended since `sinceMs`. */
export const RuleTotals = z.object({
  rule: z.string(),
  title: z.string(),
  list: z.enum(['disclosure', 'prohibited']),
  calls: z.number(),
  owed: z.number(),
  /** `owed` without those of which nobody can say whether it was made (undecided, unclear). */
  decided: z.number(),
  /** Calls by verdict; `said` of what is prohibited. */
  verdicts: z.record(z.string(), z.number()),
  cues: z.number(),
  /** Calls that were cued for it, and those of them in which it was said afterwards. */
  cuedCalls: z.number(),
  saidAfterCue: z.number(),
  /** From the start of the call. */
  medianSaidAfterMs: z.number().optional(),
  nearMisses: z.number(),
});
export type RuleTotals = z.infer<typeof RuleTotals>;

export const PackInForce = z.object({
  digest: z.string(),
  /** Its file, as its matchers name it. */
  file: z.string(),
  /** Matchers that apply it, and for how long one has. */
  matchers: z.number(),
  forMs: z.number(),
  rules: z.array(z.object({ rule: z.string(), title: z.string(), list: z.enum(['disclosure', 'prohibited']) })),
});
export type PackInForce = z.infer<typeof PackInForce>;

/** What a shadow pack would have decided otherwise in ended calls. */
export const ShadowTotals = z.object({
  digest: z.string(),
  /** Its file, as matchers name it; absent if none applies it any more. */
  file: z.string().optional(),
  matchers: z.number(),
  sinceMs: Ms,
  calls: z.number(),
  differing: z.number(),
  changes: z.array(RuleChange),
});
export type ShadowTotals = z.infer<typeof ShadowTotals>;

/** `GET /api/rules`. */
export const Rules = z.object({
  atMs: Ms,
  /** More than one if matchers differ. */
  packs: z.array(PackInForce),
  totals: z.array(RuleTotals),
  /** The first ended call that the totals hold. */
  sinceMs: Ms.optional(),
  /** How many ended calls they are of, and how many were not read yet. */
  calls: z.number(),
  unread: z.number(),
  /** Those that have judged calls in the same time, the latest first. */
  shadows: z.array(ShadowTotals),
});
export type Rules = z.infer<typeof Rules>;

/** `POST /api/rules/try`: one stretch of speech tried against the pack in force. */
export const TrySpeech = z.object({
  speaker: z.enum(['agent', 'customer']).default('agent'),
  text: z.string().min(1).max(4000),
  /** Default: the pack that most matchers apply. */
  digest: z.string().max(128).optional(),
});
export type TrySpeech = z.infer<typeof TrySpeech>;

export const TriedSpeech = z.object({
  digest: z.string(),
  rules: z.array(
    z.object({
      rule: z.string(),
      title: z.string(),
      list: z.enum(['disclosure', 'prohibited', 'event']),
      isSaid: z.boolean(),
      /** The words that count for it. */
      said: z.array(z.string()),
      /** What came close, and why it does not count. */
      near: z.array(z.object({ words: z.string(), why: z.string() })),
    }),
  ),
});
export type TriedSpeech = z.infer<typeof TriedSpeech>;
