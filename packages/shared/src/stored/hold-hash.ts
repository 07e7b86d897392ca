import { z } from 'zod';
import { NumberField, TextField } from './hash-fields.js';

/** Why no cue is posted for now. */
export const HoldReason = z.enum(['paused', 'rate_limited', 'forbidden', 'circuit_open', 'misconfigured']);
export type HoldReason = z.infer<typeof HoldReason>;

/** The hold of the queue: the hash at `keys.hold`. Times are in ms of Redis' clock. The publisher's scripts write it. */
export const HoldHash = z.object({
  /** Absent if the queue is not held; then so are `untilMs`, `why` and `probing`. */
  reason: TextField.pipe(HoldReason),
  /** The answer that caused it, in words; empty if none did. */
  why: TextField.default(''),
  untilMs: NumberField,
  /** Present while one request probes. */
  probing: TextField.pipe(z.literal('1')).optional(),
  /** How many requests a window may have since the last 429, and when that was; they outlast the hold. */
  throttledTo: NumberField.optional(),
  throttledAtMs: NumberField.optional(),
});
