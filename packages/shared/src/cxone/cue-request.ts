import { z } from 'zod';

/** The body that posts a cue to CXone's Agent Assist. */
export const CueRequest = z.object({
  type: z.literal('compliance'),
  title: z.string(),
  description: z.string(),
  priority: z.enum(['low', 'normal', 'high', 'critical']),
  status: z.literal('open'),
});
export type CueRequest = z.infer<typeof CueRequest>;
