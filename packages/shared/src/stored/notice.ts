import { z } from 'zod';
import { jsonField } from './json-field.js';
import { StoredFormat } from './format.js';

/** What a notice to supervisors is about. */
export const NoticeKind = z.enum(['prohibited', 'missed', 'declined', 'cue-refused', 'not-heard']);
export type NoticeKind = z.infer<typeof NoticeKind>;

/** Something that happened in a call, as supervisors are told. Whoever finds it again gives it the same id. Times are in ms of Redis' clock. */
export const Notice = z.object({
  /** Hexadecimal. */
  id: z.string().regex(/^[0-9a-f]{32}$/),
  kind: NoticeKind,
  interactionId: z.string(),
  /** When it was said, refused or, of what is missing, when the call ended. */
  atMs: z.number(),
  /** The rules that it is about. */
  rules: z.array(z.object({ id: z.string(), title: z.string() })).readonly(),
  /** The last value of each, masked. */
  attributes: z.record(z.string(), z.string()),
  /** What was said, masked; of what nobody said, nothing. */
  words: z.array(z.string()).readonly(),
  /** Digest of the pack by which it was decided. */
  pack: z.string(),
  /** Whether the call has ended, and cannot resume. */
  isFinal: z.boolean(),
  /** Of a cue that was refused: the HTTP status, and the outlet if it is not the first. */
  status: z.number().optional(),
  outlet: z.string().optional(),
});
export type Notice = z.infer<typeof Notice>;

/** An entry of a partition's stream of notices. */
export const NoticeEntry = z.object({ v: StoredFormat, notice: jsonField(Notice) });

/** A job of the queue `notices`: tell one receiver. */
export const NoticeJob = z.object({ v: StoredFormat, receiver: z.string(), notice: Notice });
export type NoticeJob = z.infer<typeof NoticeJob>;

/** Most notices that wait in a partition to be handed to the queue, approximately. */
export const MAX_NOTICES = 10_000;
