import { z } from 'zod';
import { StoredFormat } from './format.js';
import { BytesField, NumberField, TextField } from './hash-fields.js';

/**
 * What is known of one interaction: the hash at `keys.interaction`. Times are in ms of Redis' clock. The matcher writes
 * a field unless it says that the publisher does. Readers pick the fields that they need.
 *
 * After an end frame only a stub is left: `v`, `rev`, `closed`, `look`, `reuse`, `endedBefore`.
 */
export const InteractionHash = z.object({
  /** Format of `state`, `tail` and `looks`; `desktop` and `posting` carry their own, all else is of format 1. */
  v: StoredFormat,
  /** Digest of the pack that it is judged by. */
  pack: TextField,
  /** State revision: random, and new with each update. */
  rev: TextField,
  /** What was heard, apart from the tail: `formatState` of `packages/rules`. */
  state: TextField,
  /** The tail, recent speech: `formatTail` of `packages/rules`, compressed by Snappy. Absent after it has ended by silence. */
  tail: BytesField.optional(),
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
