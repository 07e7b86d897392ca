import { z } from 'zod';
import type { RedisClient } from '../redis/redis-client.js';
import { StoredFormat } from './format.js';
import { BytesField, NumberField, TextField } from './hash-fields.js';

/**
 * What is known of one interaction: the hash at `keys.interaction`. Times are in ms of Redis' clock. The matcher writes
 * a field unless it says that the publisher does. Readers pick the fields that they need.
 *
 * What outlets but the first show is in fields of their own (`outlet-fields.ts`), written as `desktop` and `posting` are.
 *
 * After an end frame only a stub is left: `v`, `rev`, `closed`, `look`, `reuse`, `endedBefore`.
 */
export const InteractionHash = z.object({
  /** Format of `state`, `heard`, `tail` and `looks`; `desktop` and `posting` carry their own, all else is of format 1. */
  v: StoredFormat,
  /** Digest of the pack that it is judged by. */
  pack: TextField,
  /** State revision: random, and new with each update. */
  rev: TextField,
  /** What was heard, apart from the tail: `formatState` of `packages/rules`. */
  state: TextField,
  /** In format 1 the tail, recent speech: `formatTail` of `packages/rules`, compressed by Snappy. Absent after it has ended by silence. */
  tail: BytesField.optional(),
  /**
   * From format 2 on what changes with each segment: `formatHeard` of `packages/rules`. It says which pieces the tail is made of. Each is
   * in a field of its own, `t0`, `t1`…: `formatPiece`. A piece goes, or another takes its place, in the step that no longer names it.
   */
  heard: TextField.optional(),
  /** Planned looks: `formatLooks`. Empty after it has ended by silence. */
  looks: TextField,
  /** When it ends; after it has ended by silence, when it is forgotten. */
  endAt: NumberField,
  /** Look revision: counts the look requests. */
  look: NumberField.default(0),
  /** `1` if the latest look request is critical. */
  critical: TextField.pipe(z.enum(['0', '1'])).optional(),
  /** What the agent's desktop shows: JSON of `StoredDesktop`. By the publisher. */
  desktop: TextField.optional(),
  /** The note of a request whose outcome is unknown: JSON of `Note` of `packages/publisher`. By the publisher. */
  posting: TextField.optional(),
  /** When the next reminder is due. By the publisher; the matcher removes it once it is due. */
  remindAt: NumberField.optional(),
  /** Near misses of what became due: `formatNearMisses` of `packages/matcher`, compressed by Snappy. */
  nearMisses: BytesField.optional(),
  /** What is unclear since it became due: JSON of `Unclear` of `packages/rules`. */
  unclear: TextField.optional(),
  /** What was done about it, the last 64: `formatEvents`. By the publisher; the matcher adds acknowledgements. */
  events: TextField.optional(),
  /** Ids of the notices that were written of it, each followed by a blank. By the publisher, and by the matcher when it ends. */
  noticed: TextField.optional(),
  /** Revision of the latest outcome. */
  outcome: NumberField.optional(),
  /** How it has ended; absent while it goes on. */
  closed: TextField.pipe(z.enum(['frame', 'silence'])).optional(),
  /**
   * How many interactions had the id before, each ended by a frame within an hour before the next began. The publisher's
   * writes are refused if it is another than was read.
   */
  reuse: NumberField.default(0),
  /** When the end frame of the interaction was heard that had the id before. */
  endedBefore: NumberField.optional(),
});
export type InteractionHash = z.infer<typeof InteractionHash>;

/** The field of a piece of the tail. */
export const pieceField = (number: number): string => `t${number}`;
export const isPieceField = (field: string): boolean => /^t\d+$/.test(field);

/**
 * Reads the fields of an interaction that a schema has and the pieces of its tail, at one moment; `undefined` if one that must
 * be there is absent or has another shape.
 */
export async function readWithPieces<S extends z.ZodObject>(
  redis: RedisClient,
  key: string,
  schema: S,
): Promise<(z.infer<S> & WithPieces) | undefined> {
  const fields = await redis.hgetallBuffer(key);
  const stored = schema.safeParse(fields).data;
  return stored === undefined ? undefined : { ...stored, ...piecesOf(fields) };
}

/** Pieces of a tail, by their fields. */
export interface WithPieces {
  readonly pieces: Readonly<Record<string, string>>;
}

/** The pieces among the fields of an interaction. */
export function piecesOf(fields: Readonly<Record<string, Buffer>>): WithPieces {
  const pieces = Object.entries(fields).filter(([field]) => isPieceField(field));
  return { pieces: Object.fromEntries(pieces.map(([field, value]) => [field, value.toString()])) };
}
