import { z } from 'zod';
import { Where } from './common.js';

/** Most that a file of recorded calls, and a rule file, may hold; in characters. */
export const MOST_RECORDED = 16_000_000;
export const MOST_RULES = 1_000_000;

/** Recorded calls: those of which the archive keeps what was said, or a file of any format that `cueline backtest` reads. */
export const Recorded = z.discriminatedUnion('from', [
  z.object({
    from: z.literal('archive'),
    /** Calls that ended in the last days. */
    days: z.int().min(1).max(366),
    /** An attribute that they must have: `name=value`. */
    where: Where.optional(),
  }),
  z.object({
    from: z.literal('file'),
    name: z.string().max(256),
    text: z.string().max(MOST_RECORDED, 'is longer than 16 million characters'),
  }),
]);
export type Recorded = z.infer<typeof Recorded>;

const RuleText = z.string().min(1).max(MOST_RULES, 'is longer than a million characters');

/** `POST /api/rules/compare`: what a draft would change. */
export const CompareDraft = z.object({ calls: Recorded, draft: RuleText });
export type CompareDraft = z.infer<typeof CompareDraft>;

/** `POST /api/rules/review`: what came close. */
export const ReviewCalls = z.object({ calls: Recorded, draft: RuleText.optional() });
export type ReviewCalls = z.infer<typeof ReviewCalls>;

export const ReviewAnswer = z.object({
  id: z.string(),
  words: z.string(),
  answer: z.enum(['counts', 'does not count', 'skip']),
});
export type ReviewAnswer = z.infer<typeof ReviewAnswer>;

/** `POST /api/rules/answer`: what is said of what came close, for the draft to follow. */
export const AnswerReview = z.object({
  calls: Recorded,
  draft: RuleText,
  answers: z.array(ReviewAnswer).min(1).max(1000),
});
export type AnswerReview = z.infer<typeof AnswerReview>;

/** Where something was said. */
const Stretch = z.object({
  interactionId: z.string(),
  /** Since the call began. */
  atMs: z.number(),
  /** What was said there, masked, and which of it is meant; empty if nothing is. */
  text: z.string(),
  words: z.string(),
});
export type Stretch = z.infer<typeof Stretch>;

/** What a draft changes in the calls that one rule is about. */
export const RuleChange = z.object({
  rule: z.string(),
  title: z.string(),
  list: z.enum(['disclosure', 'prohibited']),
  /** Calls by what becomes of their verdict; `none`: the rule is not there, or nothing prohibited was said. */
  moves: z.array(z.object({ from: z.string(), to: z.string(), calls: z.number() })),
  /** Some of these calls. */
  examples: z.array(Stretch.extend({ from: z.string(), to: z.string() })),
});
export type RuleChange = z.infer<typeof RuleChange>;

/** On which calls something was tried. */
const Tried = z.object({
  calls: z.number(),
  /** Whether there are more: only the latest were taken. */
  isCut: z.boolean(),
  /** What should be known of how they were read. */
  notes: z.array(z.string()),
});

/** The draft cannot be used, or the calls cannot be read: a line for each mistake. */
const Mistaken = z.object({ kind: z.literal('mistaken'), mistakes: z.array(z.string()) });

const Comparison = z.object({
  changes: z.array(RuleChange),
  changedCalls: z.number(),
  cues: z.object({ old: z.number(), new: z.number() }),
});
export type Comparison = z.infer<typeof Comparison>;

export const Compared = z.discriminatedUnion('kind', [
  Mistaken,
  Tried.extend({ kind: z.literal('compared'), ...Comparison.shape }),
]);
export type Compared = z.infer<typeof Compared>;

/** Something that came close to a disclosure that was not made. */
export const CloseStretch = Stretch.extend({
  /** How often the same was said, and whether a verdict was `unclear` for it. */
  times: z.number(),
  isUnclear: z.boolean(),
});
export type CloseStretch = z.infer<typeof CloseStretch>;

export const CloseGroup = z.object({
  rule: z.string(),
  title: z.string(),
  /** Why it does not count. */
  why: z.string(),
  stretches: z.array(CloseStretch),
});
export type CloseGroup = z.infer<typeof CloseGroup>;

export const Reviewed = z.discriminatedUnion('kind', [
  Mistaken,
  Tried.extend({ kind: z.literal('reviewed'), groups: z.array(CloseGroup), isMore: z.boolean() }),
]);
export type Reviewed = z.infer<typeof Reviewed>;

const Examples = z.object({ of: z.number(), right: z.number() });

export const Answered = z.discriminatedUnion('kind', [
  Mistaken,
  Tried.extend({
    kind: z.literal('answered'),
    /** The draft with what was answered; and other files that it is made of, if they change. */
    draft: z.string(),
    others: z.array(z.object({ path: z.string(), text: z.string() })),
    added: z.array(
      z.object({
        rule: z.string(),
        title: z.string(),
        phrases: z.array(z.string()),
        said: z.array(z.string()),
        notSaid: z.array(z.string()),
      }),
    ),
    examples: z.object({ before: Examples, after: Examples }),
    /** What the answers change in the calls. */
    comparison: Comparison,
  }),
]);
export type Answered = z.infer<typeof Answered>;

/** `GET /api/rules/file`: the text of `RULES_FILE`, to begin with; an empty one if it is not set. */
export const RuleFile = z.object({ name: z.string(), text: z.string() });
export type RuleFile = z.infer<typeof RuleFile>;
