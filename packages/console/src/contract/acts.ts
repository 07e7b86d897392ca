import { z } from 'zod';
import { Ms } from './common.js';

/** Made by the page, so that an act that is sent twice is done once. */
const ActId = z.uuid();

/** Letters by id, or all of one reason; both are of one shelf. */
const LetterChoice = {
  ids: z.array(z.string().max(100)).max(500).optional(),
  reason: z.string().max(400).optional(),
  /** Of a reason none that came later than this entry: `upTo` of a preview, so that nothing is done to what it did not count. */
  upTo: z
    .string()
    .regex(/^\d+-\d+$/)
    .optional(),
};

/** Bodies of `POST /api/acts/<name>`. With `?preview=1` nothing is done, and the answer is a `Preview`. */
export const Acts = {
  /** Ticks a rule off by hand, with a reason. */
  acknowledge: z.object({
    id: ActId,
    interactionId: z.string().min(1).max(512),
    rule: z.string().min(1).max(200),
    reason: z.string().min(1).max(400),
  }),
  pause: z.object({ id: ActId, forMs: z.number().int().min(1000).max(86_400_000) }),
  resume: z.object({ id: ActId }),
  /** Puts dead letters back into the stream of segments. */
  'put-back': z.object({ id: ActId, ...LetterChoice }),
  /** Takes dead letters away; they can be restored for 24 hours. */
  discard: z.object({ id: ActId, ...LetterChoice }),
  restore: z.object({ id: ActId, ...LetterChoice }),
  /** Has a cue that CXone rejected tried again, if it is still owed. */
  retry: z.object({ id: ActId, ...LetterChoice }),
  /** Removes everything of a call. */
  forget: z.object({ id: ActId, interactionId: z.string().min(1).max(512), evenLive: z.boolean().default(false) }),
};

export const Preview = z.object({
  /** How many it would be done to. */
  matches: z.number(),
  /** What it would do, in one sentence: `Puts 37 segments back into the stream.` */
  sentence: z.string(),
  /** The word to be typed before it is done, from 100 on. */
  typed: z.string().optional(),
  /** The latest entry that it counts, to be sent with the act. */
  upTo: z.string().optional(),
});
export type Preview = z.infer<typeof Preview>;

/** The answer of an act. It may be asked for in parts: send it again with a new id while `left` is above 0. */
export const ActResult = z.object({
  id: z.string(),
  done: z.number(),
  left: z.number(),
  /** What was done, in one sentence. */
  sentence: z.string(),
  /** What was not, and why. */
  complaints: z.array(z.string()),
});
export type ActResult = z.infer<typeof ActResult>;

export const AuditEntry = z.object({
  id: z.string(),
  atMs: Ms,
  user: z.string(),
  role: z.string(),
  act: z.string(),
  /** What it was done to. */
  target: z.string(),
  /** How many there were that it could be done to, and how many of them were left as they were. */
  before: z.number().optional(),
  after: z.number().optional(),
  /** Why, in the words of the user. */
  reason: z.string().optional(),
  address: z.string(),
  /** `intended` if no result was ever written. */
  result: z.string(),
});
export type AuditEntry = z.infer<typeof AuditEntry>;

/** `GET /api/audit?before=`: the latest first, 100 at most. */
export const Audit = z.object({ entries: z.array(AuditEntry), next: z.string().optional() });
export type Audit = z.infer<typeof Audit>;
