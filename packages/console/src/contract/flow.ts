import { z } from 'zod';
import { Ms, Period } from './common.js';

/** One value for each step; `null` if nothing is known of that time, which is a gap in the line. */
const Line = z.array(z.number().nullable());

/** Lines over the same steps of time. */
export const Series = z.object({
  fromMs: Ms,
  stepMs: z.number(),
  lines: z.object({
    /** A second. */
    segments: Line,
    cues: Line,
    refused: Line,
    /** Counts. */
    live: Line,
    backlog: Line,
    outbox: Line,
    jobs: Line,
    /** ms. */
    watermarkAge: Line,
    oldestJob: Line,
    /** From due or heard to the answer of the cue API, ms; of the cues of that step. */
    cueDelayP50: Line,
    cueDelayP99: Line,
  }),
});
export type Series = z.infer<typeof Series>;

export const PartitionFlow = z.object({
  partition: z.number(),
  backlog: z.number(),
  /** How long ago the oldest segment that is not processed was heard. */
  oldestMs: z.number(),
  watermarkAgeMs: z.number().optional(),
  live: z.number(),
  outbox: z.number(),
  deadLetters: z.number(),
});
export type PartitionFlow = z.infer<typeof PartitionFlow>;

export const ProcessRow = z.object({
  id: z.string(),
  kind: z.string(),
  version: z.string(),
  host: z.string(),
  pid: z.number(),
  state: z.enum(['ready', 'not ready', 'gone', 'refused']),
  upMs: z.number(),
  seenAgoMs: z.number(),
  /** Why it is not ready, and what else is wrong. */
  objections: z.array(z.object({ reason: z.string(), remedy: z.string().optional() })),
  mode: z.enum(['live', 'shadow']).optional(),
  rules: z.object({ digest: z.string(), file: z.string(), forMs: z.number() }).optional(),
  socket: z.object({ isOpen: z.boolean(), forMs: z.number() }).optional(),
  lastFrameAgoMs: z.number().optional(),
  tokenExpiresInMs: z.number().optional(),
  memoryBytes: z.number().optional(),
  /** The part of the time for which it is busy, 0 to 1. */
  busy: z.number().optional(),
});
export type ProcessRow = z.infer<typeof ProcessRow>;

/** `GET /api/flow`: may be asked for every two seconds. */
export const Flow = z.object({
  atMs: Ms,
  /** The last hour, second by second as far as this console has run; and 24 hours, minute by minute. */
  hour: Series,
  day: Series,
  partitions: z.array(PartitionFlow),
  processes: z.array(ProcessRow),
  /** Entries that were handed to a matcher and not processed yet, by replica. */
  pending: z.array(z.object({ replica: z.string(), entries: z.number(), idleMs: z.number() })),
  /** Times in which no ingest listened. */
  gaps: z.array(Period),
  /** Answers of the cue API in the last hour. */
  answers: z.array(z.object({ answer: z.string(), count: z.number() })),
  /** The cue that has waited the longest. */
  oldestCueMs: z.number().optional(),
});
export type Flow = z.infer<typeof Flow>;
