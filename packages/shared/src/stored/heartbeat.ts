import { z } from 'zod';

/** Why something is not as it should be, in words. */
export const StoredObjection = z.object({
  /** Name of the check that objects: `redis`, `token`, `socket`, `speech`, `rules`, `queue`, `cues`, … */
  check: z.string(),
  reason: z.string(),
  /** What an operator can do about it. */
  remedy: z.string().optional(),
});
export type StoredObjection = z.infer<typeof StoredObjection>;

/** How often each name was met, the most frequent first; masked, and limited in number and length. */
const Counts = z.array(z.tuple([z.string(), z.number()]));

/** What an ingest heard in the last minutes. */
export const HeardStats = z.object({
  windowMs: z.number(),
  /** Frames by kind: segment, wordless, interim, end, control, bad. */
  frames: z.record(z.string(), z.number()),
  /** Segments by the speaker's role. */
  speakers: z.record(z.string(), z.number()),
  badReasons: Counts,
  /** Fields of segments that could not be read and count as absent. */
  unusableFields: Counts,
  /** Names of the fields of the latest frame that should have been speech but was not. */
  fields: z.array(z.string()),
  unknownSpeakers: Counts,
  unknownTypes: Counts,
  /** Those of the unknown types whose frames look like speech. */
  speechTypes: z.array(z.string()),
  calls: z.number(),
  callsWithoutAgent: z.number(),
  /** Calls of several segments in which all are of one role. */
  oneSidedCalls: z.number(),
  /** Calls of several segments of the customer and none of the agent. */
  agentlessCalls: z.number().default(0),
  /** Calls that brought finals without words before any words were heard; counted up to a few. */
  wordlessCalls: z.number().default(0),
  /** Calls that brought hypotheses before any final; counted up to a few. */
  interimCalls: z.number().default(0),
  /** How long ago the first hypothesis of the window was heard. */
  firstInterimAgoMs: z.number().optional(),
  /** Hypotheses without a mark that they are: perhaps finals whose mark has another name. */
  unmarkedInterims: z.number(),
  /** Minutes of the window in which there were hypotheses. */
  interimMinutes: z.number(),
  /** How long ago the last segment was heard; absent before the first. */
  lastSpeechAgoMs: z.number().optional(),
  /** The last frame in which CXone reported an error. */
  error: z.object({ words: z.string(), agoMs: z.number() }).optional(),
});
export type HeardStats = z.infer<typeof HeardStats>;

/** An ingest's transcription socket. */
export const SocketState = z.object({
  isOpen: z.boolean(),
  /** How long it has been so. */
  forMs: z.number(),
  /** How often it was closed in the last minutes. */
  closings: z.number(),
  lastClose: z.string().optional(),
});
export type SocketState = z.infer<typeof SocketState>;

/** The rules that a matcher applies to new interactions. */
export const RulesInForce = z.object({
  digest: z.string(),
  file: z.string(),
  forMs: z.number(),
});
export type RulesInForce = z.infer<typeof RulesInForce>;

/** The pack that a matcher judges calls by beside the one in force, and what came of it since its start. */
export const ShadowRules = z.object({
  digest: z.string(),
  file: z.string(),
  /** Calls that it judged, and those that it judged otherwise. */
  calls: z.number(),
  differing: z.number(),
  /** Calls by rule that is judged otherwise, the most first. */
  rules: Counts,
});
export type ShadowRules = z.infer<typeof ShadowRules>;

/**
 * What a process says of itself, every two seconds. It holds durations instead of times, as of the moment at which Redis
 * received it: so the clock of the process's machine does not matter.
 */
export const Heartbeat = z.object({
  /** Format. */
  v: z.literal(1),
  /** `ingest`, `matcher`, `publisher`, `archive`, `console`. */
  kind: z.string(),
  version: z.string(),
  /** The oldest and the newest format of what is stored (`format.ts`) that it reads; absent if it knows of none but 1. */
  formats: z.tuple([z.number(), z.number()]).optional(),
  /** The layout whose partitions it works on (`layout.ts`), null while on none; absent if it cannot follow layouts. */
  epoch: z.number().nullable().optional(),
  host: z.string(),
  pid: z.number(),
  /** How long ago it was started. */
  upMs: z.number(),
  /** Why it is not ready, as `/readyz` says; empty when it is ready. */
  objections: z.array(StoredObjection),
  /** What else is wrong that does not keep it from working. */
  warnings: z.array(StoredObjection),
  /** Why it did not start, if it did not: this is all that it wrote. */
  refused: z.string().optional(),
  /** Of a publisher: `CUE_MODE`. */
  mode: z.enum(['live', 'shadow']).optional(),
  /** Of a matcher or publisher: whether it has a notices file. */
  notices: z.boolean().optional(),
  rules: RulesInForce.optional(),
  shadow: ShadowRules.optional(),
  socket: SocketState.optional(),
  heard: HeardStats.optional(),
  /** Counters since its start, for charts: see `figures.ts`. */
  counters: z.record(z.string(), z.number()).optional(),
  memoryBytes: z.number().optional(),
  /** The part of the time for which it was busy since the heartbeat before, 0 to 1. */
  busy: z.number().optional(),
  lastFrameAgoMs: z.number().optional(),
  tokenExpiresInMs: z.number().optional(),
});
export type Heartbeat = z.infer<typeof Heartbeat>;

/** A heartbeat as it is stored: with when Redis received it (ms). */
export const StoredHeartbeat = z.object({ seenAtMs: z.number(), beat: Heartbeat });
export type StoredHeartbeat = z.infer<typeof StoredHeartbeat>;
