import { z } from 'zod';
import { InteractionId } from './segment.js';

/** A job of the queue `cues`: look at this interaction. The revision says which request for a look this is. */
export const LookJob = z.object({ interactionId: InteractionId, revision: z.number().int() });
export type LookJob = z.infer<typeof LookJob>;
