import { z } from 'zod';
import { InteractionId } from '../frames/segment.js';
import { StoredFormat } from './format.js';

/** A job of the queue `cues`: look at this interaction. `revision` identifies the look request; `traceparent` its span, if the interaction is traced. */
export const LookJob = z.object({
  v: StoredFormat,
  interactionId: InteractionId,
  revision: z.number().int(),
  traceparent: z.string().optional(),
});
export type LookJob = z.infer<typeof LookJob>;
