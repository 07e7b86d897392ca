import { z } from 'zod';
import { Speaker } from '../pack/speaker.js';

/**
 * Where a word stands among all words of an interaction, compared part by part: start of its segment (µs since the
 * epoch; if frames have none, when it was heard), when its segment was heard (µs), its place in the segment.
 */
export const Place = z.tuple([z.number(), z.number(), z.number()]);
export type Place = z.infer<typeof Place>;

/** One finished stretch of speech, as the decision code sees it. */
export interface HeardSegment {
  readonly segmentId: string;
  readonly speaker: Speaker;
  readonly text: string;
  /** When it was heard, in whole µs of Redis' clock: heard times are strictly increasing per ingest. */
  readonly heardAtUs: number;
  readonly startUs?: number | undefined;
  readonly confidence: number;
  readonly attributes?: Readonly<Record<string, string>> | undefined;
  /** Its language, such as `es-US`. It counts as an attribute of the interaction, `language`. */
  readonly language?: string | undefined;
  /** Whoever heard it came so late to its call that what was said when the call began may not have been heard. */
  readonly late?: true | undefined;
}

/** Something was said: which sayable, where, and the evidence (masked). */
export const Match = z.object({
  key: z.string(),
  from: Place,
  to: Place,
  /** When the segment that completed it was heard. */
  heardAtUs: z.number(),
  segmentId: z.string(),
  words: z.string(),
  confidence: z.number(),
});
export type Match = z.infer<typeof Match>;

/** A segment in the tail; its text as heard. */
export const TailSegment = z.object({
  segmentId: z.string(),
  speaker: Speaker,
  text: z.string(),
  atUs: z.number(),
  heardAtUs: z.number(),
  confidence: z.number(),
  /** Its language, where its frame names one. */
  language: z.string().optional(),
});
export type TailSegment = z.infer<typeof TailSegment>;

/** What is known of one interaction, apart from its tail. */
export const InteractionState = z.object({
  firstHeardAtUs: z.number(),
  lastHeardAtUs: z.number(),
  /** When the agent was first heard. */
  agentHeardAtUs: z.number().optional(),
  /** By name, the times at which the value changed, oldest first: [heardAtUs, value]. */
  attributes: z.record(z.string(), z.array(z.tuple([z.number(), z.string()]))),
  /**
   * By name, when the same value was heard again (µs, ascending): the recent times, and the last time before each
   * change.
   */
  repeats: z.record(z.string(), z.array(z.number())).optional(),
  /** Ordered by key and place. */
  matches: z.array(Match),
  /** When its end frame was heard. */
  endedAtUs: z.number().optional(),
  /** Disclosures that a person ticked off by hand, and when. */
  acknowledged: z.record(z.string(), z.number()).optional(),
  /** What may not have been heard: its beginning, as all of its speech is `late`, or some part of it. */
  unheard: z.enum(['opening', 'part']).optional(),
});
export type InteractionState = z.infer<typeof InteractionState>;

/** The state of an interaction heard at one moment (µs), in which nothing has been said yet. */
export const emptyState = (heardAtUs: number): InteractionState => ({
  firstHeardAtUs: heardAtUs,
  lastHeardAtUs: heardAtUs,
  attributes: {},
  matches: [],
});

/** The tail: recent speech of one interaction, kept so that phrases are found across segments in whatever order they come. */
export const Tail = z.object({
  /** In word order. */
  segments: z.array(TailSegment),
  /** By speaker: matches that begin before this place are final. */
  finalBefore: z.partialRecord(Speaker, Place),
  /** Turns that are no longer among the segments and lie between those of another speaker, in word order. */
  turns: z.array(z.object({ speaker: Speaker, atUs: z.number(), heardAtUs: z.number() })).optional(),
});
export type Tail = z.infer<typeof Tail>;

/** The tail of an interaction of which nothing was heard. */
export const EMPTY_TAIL: Tail = { segments: [], finalBefore: {} };
